using Atelier.Imaging;
using Atelier.Losses;
using Atelier.Optimization;
using Atelier.Tests.Networks;
using TorchSharp;

namespace Atelier.Tests;

/// <summary>Whole runs of pictures with alpha, on a tiny seeded network.</summary>
public class TransparentRunTests
{
    private static readonly StylizeOptions Small = SmallRun.Options with { Size = 64, Steps = StepSchedule.Parse("8") };

    public static TheoryData<ColorMode, MatchSize> Modes => new()
    {
        { ColorMode.Style, MatchSize.None },
        { ColorMode.Style, MatchSize.Resize },
        { ColorMode.Style, MatchSize.Layerwise },
        { ColorMode.Luminance, MatchSize.None },
        { ColorMode.Match, MatchSize.None },
    };

    [Theory]
    [MemberData(nameof(Modes))]
    public void Run_OtherHiddenColours_GivesTheSamePixelsAndTheContentsAlpha(ColorMode color, MatchSize match)
    {
        var options = Small with { Color = color, MatchSize = match };
        var content = Disc(FormulaPictures.Content, hidden: 0);

        var result = Run(content, Disc(FormulaPictures.Style, hidden: 1), options);
        var other = Run(Disc(FormulaPictures.Content, hidden: 0.7f), Disc(FormulaPictures.Style, hidden: 0.2f), options);

        Assert.Equal(result.Pixels, other.Pixels);
        Assert.Equal(content.Alpha, result.Alpha);
        Assert.All(result.Pixels, v => Assert.InRange(v, 0, 1));
    }

    [Theory]
    [InlineData(MatchSize.None)]
    [InlineData(MatchSize.Layerwise)]
    public void Run_AlphaOfEitherPicture_WeighsItsStatistics(MatchSize match)
    {
        // Filled beforehand and never resized, so that weights differ and nothing else does.
        var options = Small with { MatchSize = match, Scales = 1 };
        var (content, style) = (HiddenColors.Fill(Disc(FormulaPictures.Content, hidden: 0)), HiddenColors.Fill(Disc(FormulaPictures.Style, hidden: 0)));

        var both = Run(content, style, options);

        Assert.NotEqual(both.Pixels, Run(content.WithAlpha(null), style, options).Pixels);
        Assert.NotEqual(both.Pixels, Run(content, style.WithAlpha(null), options).Pixels);
    }

    [Fact]
    public void Run_AtAnotherSize_ResizesTheAlpha()
    {
        var result = Run(Disc(FormulaPictures.Content, hidden: 0), FormulaPictures.Style, Small with { Size = 48 });

        Assert.Equal((48, 36, 48 * 36), (result.Width, result.Height, result.Alpha!.Length));
        Assert.Equal(0, result.Alpha[0]);
        Assert.Equal(1, result.Alpha[(18 * 48) + 24]);
    }

    [Fact]
    public void Run_PictureEvery_ReportsPicturesWithAlpha()
    {
        var pictures = new List<Picture>();
        using var network = TinyNetwork.Load(Small);

        Stylizer.Run(network, new(Disc(FormulaPictures.Content, 0), FormulaPictures.Style), Small with { PictureEvery = 4 }, new Listener(p => pictures.AddRange(p.Picture is { } picture ? [picture] : [])));

        Assert.Equal(4, pictures.Count);
        Assert.All(pictures, p => Assert.NotNull(p.Alpha));
    }

    [Fact]
    public void Run_DiscOfOneColour_HasNoFringe()
    {
        // Over black, as most programs leave it: what is seen at the soft edge must be no darker than the inside beside it.
        var plain = FormulaPictures.Create(64, 48, (_, _) => (0.8, 0.6, 0.3));

        var result = Run(Disc(plain, hidden: 0), FormulaPictures.Style, Small with { StyleWeight = 5 });

        var (edge, inside) = (new List<float>(), new List<float>());
        for (var i = 0; i < 64 * 48; i++)
        {
            var lightness = result.Pixels.AsSpan(3 * i, 3).ToArray().Average();
            var radius = Radius(i, 64, 48);
            (result.Alpha![i] is > 0 and < 1 ? edge : radius is > 10 and < 15 ? inside : []).Add(lightness);
        }

        Assert.Equal(inside.Average(), edge.Average(), 0.05f);
    }

    [Fact]
    public void Enlarge_HiddenPixelsOutOfRange_DoNotReachThoseThatAreSeen()
    {
        using var scope = torch.NewDisposeScope();
        var content = Disc(FormulaPictures.Content, 0);
        var (from, to) = (new Scale(64, 48, 1), new Scale(128, 96, 1));
        var hidden = torch.tensor(content.Alpha!.ToArray(), [1, 1, 48, 64]).logical_not();
        var scaled = new ImagePyramid(new StylizePictures(content, FormulaPictures.Style), Small with { Size = 128, Init = InitialPicture.Noise });

        var enlarged = scaled.Enlarge(torch.where(hidden, torch.tensor(50f), torch.tensor(0.5f)).expand(1, 3, 48, 64), from, to, torch.CPU);

        Assert.InRange(enlarged.max().item<float>(), 0, 1.2f); // enlarging overshoots a little
    }

    [Fact]
    public void Run_TransparentPictures_LeaveNoTensorBehind()
    {
        var (content, style) = (Disc(FormulaPictures.Content, 0), Disc(FormulaPictures.Style, 0));
        Run(content, style, Small);
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

        Run(content, style, Small);

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    [Theory]
    [InlineData(true, "The content picture")]
    [InlineData(false, "The style picture")]
    public void Run_TransparentEverywhere_SaysWhich(bool isContent, string what)
    {
        var nothing = new Picture(40, 40, new float[4800], alpha: new float[1600]);

        var error = Assert.Throws<PictureException>(() => Run(isContent ? nothing : FormulaPictures.Content, isContent ? FormulaPictures.Style : nothing, Small));

        Assert.StartsWith(what, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Run_ColorOnly_KeepsTheAlpha()
    {
        var content = Disc(FormulaPictures.Content, hidden: 0);

        var result = Stylizer.Run(content, FormulaPictures.Style, Small with { Color = ColorMode.Only });

        Assert.Equal(content.Alpha, result.Picture.Alpha);
    }

    // With a soft edge; one value in every channel of what is hidden.
    private static Picture Disc(Picture picture, float hidden)
    {
        var alpha = new float[picture.Width * picture.Height];
        var pixels = picture.Pixels.ToArray();
        for (var i = 0; i < alpha.Length; i++)
        {
            alpha[i] = Math.Clamp((18.5f - Radius(i, picture.Width, picture.Height)) / 3, 0, 1);
            if (alpha[i] == 0)
            {
                pixels.AsSpan(3 * i, 3).Fill(hidden);
            }
        }

        return new Picture(picture.Width, picture.Height, pixels, alpha: alpha);
    }

    private static float Radius(int i, int width, int height) =>
        MathF.Sqrt(MathF.Pow((i % width) + 0.5f - (width / 2f), 2) + MathF.Pow((i / width) + 0.5f - (height / 2f), 2));

    private static Picture Run(Picture content, Picture style, StylizeOptions options)
    {
        using var network = TinyNetwork.Load(options);
        return Stylizer.Run(network, new(content, style), options).Picture;
    }
}
