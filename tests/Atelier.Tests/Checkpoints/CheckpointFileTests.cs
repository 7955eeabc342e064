using System.Text.Json;
using Atelier.Checkpoints;
using Atelier.Imaging;
using Atelier.Networks;
using Atelier.Networks.Weights;
using Atelier.Recipes;
using Atelier.Tests.Networks;
using Atelier.Tests.Recipes;
using static TorchSharp.torch;

namespace Atelier.Tests.Checkpoints;

/// <summary>Checkpoints as files: what they say, and when they are refused.</summary>
public sealed class CheckpointFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CheckpointFileTests() => Pause(Place, new CheckpointSettings(Place) { Notes = new Dictionary<string, string> { ["job"] = "größe \"7\"" } });

    private string Place => _folder.File("run.atelier");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_OfARunThatWasPaused_SaysHowFarItIs()
    {
        var checkpoint = Checkpoint.Read(Place);

        Assert.Equal(
            (false, 2, 2, 8),
            (checkpoint.IsFinished, checkpoint.Scale, checkpoint.Scales, checkpoint.StepsDone));
        Assert.InRange(checkpoint.Fraction, 0.1, 0.9);
        Assert.True(checkpoint.Elapsed > TimeSpan.Zero);
        Assert.Equal("größe \"7\"", checkpoint.Notes["job"]);
        Assert.Null(checkpoint.Recipe);
    }

    [Fact]
    public void Read_Recipe_HasItsPathsAsSeenFromHere()
    {
        var recipe = SampleRecipe.Create() with { Content = new RecipeFile(_folder.File("photo.png"), SampleRecipe.Sum) };
        Pause(Place, new CheckpointSettings(Place) { Recipe = recipe });
        var elsewhere = Directory.CreateDirectory(_folder.File("elsewhere")).FullName;
        File.Move(Place, Path.Combine(elsewhere, "moved.atelier"));

        var found = Checkpoint.Read(Path.Combine(elsewhere, "moved.atelier")).Recipe!;

        Assert.Equal(Path.Combine(elsewhere, "photo.png"), found.Content.Path);
        Assert.Equal(recipe.Options with { Network = null, Init = found.Options.Init }, found.Options);
    }

    [Fact]
    public void File_IsSafetensors()
    {
        using var source = new SafetensorsSource(WeightsBytes.Open(Place));

        var image = source.Tensors.Single(t => t.Name == "image");
        Assert.Equal([1, 3, 36, 48], image.Shape);
        Assert.Contains(source.Tensors, t => t.Name == "steps");
    }

    [Fact]
    public void Damage_AnywhereInTheFile_IsFoundAndNamed()
    {
        var whole = File.ReadAllBytes(Place);
        var random = new Random(5);
        var places = Enumerable.Range(0, 80).Concat(Enumerable.Range(0, 120).Select(_ => random.Next(whole.Length))).Append(whole.Length - 1);

        foreach (var place in places)
        {
            byte[] flipped = [.. whole];
            flipped[place] ^= (byte)(1 << random.Next(8));
            AssertRefused(flipped);
        }
    }

    [Fact]
    public void Truncated_AtAnyLength_IsFoundAndNamed()
    {
        var whole = File.ReadAllBytes(Place);
        var random = new Random(6);

        foreach (var length in Enumerable.Range(0, 60).Concat(Enumerable.Range(0, 60).Select(_ => random.Next(whole.Length))).Append(whole.Length - 1))
        {
            AssertRefused(whole[..length]);
        }

        AssertRefused([.. whole, 0]);
    }

    [Fact]
    public void Missing_IsNamed()
    {
        File.Delete(Place);

        Assert.Contains("There is no checkpoint", Refusal(() => Resume(SmallRun.Options)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9.9.9", CheckpointHeader.CurrentFormat, "Atelier 9.9.9")]
    [InlineData("0.1.0", 2, "format 2")]
    public void OtherVersion_IsNamed(string version, int format, string named)
    {
        using (var scope = NewDisposeScope())
        {
            CheckpointHeader header;
            IReadOnlyDictionary<string, Tensor> tensors;
            using (var file = CheckpointFile.Open(Place))
            {
                header = file.Header with { Version = version, Format = format };
                tensors = file.Names.ToDictionary(name => name, name => file.Read(name));
            }

            CheckpointWriter.Write(Place, header, tensors);
        }

        Assert.Contains(named, Refusal(() => Resume(SmallRun.Options)), StringComparison.Ordinal);
    }

    [Fact]
    public void OtherOptions_AreNamed()
    {
        var message = Refusal(() => Resume(SmallRun.Options with { Seed = 4, StyleWeight = 21, Until = 0.5 }));

        Assert.Contains("Seed was 0, not 4; StyleWeight was 30, not 21; Until was not given, not 0.5", message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherEngine_IsNamed() =>
        Assert.Contains("it ran on cpu, float32, not cpu, bfloat16", Refusal(() => Resume(SmallRun.Options with { Precision = Precision.BFloat16 })), StringComparison.Ordinal);

    [Fact]
    public void OptionsThatChangeNoPixel_MayBeOthers() =>
        Assert.Equal(12, Resume(SmallRun.Options with { NoGuard = true, Time = TimeSpan.FromSeconds(1000), PictureEvery = 1, Device = DeviceChoice.Auto }).Steps);

    [Fact]
    public void OtherPictures_AreNamed()
    {
        var (content, style) = (FormulaPictures.Content, FormulaPictures.Style);
        float[] pixels = [.. content.Pixels];
        pixels[^1] += 0.004f;
        var other = new Picture(content.Width, content.Height, pixels);

        Assert.Contains("the content picture was another", Refusal(() => Resume(SmallRun.Options, new StylizePictures(other, style))), StringComparison.Ordinal);
        Assert.Contains(
            "the style picture 'b.png' was another",
            Refusal(() => Resume(SmallRun.Options, new StylizePictures(content, new StylePicture(other) { Name = "b.png" }))),
            StringComparison.Ordinal);
        Assert.Contains("pictures and masks was 2, not 3", Refusal(() => Resume(SmallRun.Options, new StylizePictures(content, style, style))), StringComparison.Ordinal);
    }

    [Fact]
    public void OtherNetwork_IsNamed()
    {
        File.WriteAllText(_folder.File("other"), "weights");
        using var other = new LoadedNetwork("other", TinyNetwork.Create(), Path: _folder.File("other"));

        var message = Refusal(() => Stylizer.Run(
            other, new StylizePictures(FormulaPictures.Content, FormulaPictures.Style), SmallRun.Options, new RunServices { Checkpoints = new CheckpointSettings(Place) { ResumeFrom = Place } }, default));

        Assert.Contains("the network was tiny", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Losses_OfAnEarlierVersion_AreRead()
    {
        var losses = JsonSerializer.Deserialize<LossValues>("""{"Total":5,"Content":1,"Style":2,"TotalVariation":1.5,"Range":0.5,"Preview":0}""")!;

        Assert.Equal((5, 1, 2, 1.5, 0.5), (losses.Total, losses["content"], losses["style"], losses["tv"], losses["range"]));
        Assert.Equal(losses, JsonSerializer.Deserialize<LossValues>(JsonSerializer.Serialize(losses)));
    }

    [Fact]
    public void OtherInitialPicture_IsNamedEvenUnderItsOldName()
    {
        var first = _folder.File("first.png");
        var options = SmallRun.Options with { Init = InitialPicture.File(first) };
        FormulaPictures.Style.Save(first);
        Pause(Place, new CheckpointSettings(Place), options);
        FormulaPictures.Content.Save(first);

        Assert.Contains("first.png' was another", Refusal(() => Resume(options)), StringComparison.Ordinal);
    }

    [Fact]
    public void Target_ThatIsNoCheckpoint_IsNotOverwritten()
    {
        File.WriteAllText(_folder.File("diary.txt"), "dear diary");

        Assert.Contains("is no checkpoint", Refusal(() => Checkpoint.CheckTarget(_folder.File("diary.txt"))), StringComparison.Ordinal);
        Assert.Throws<PictureException>(() => Checkpoint.CheckTarget(_folder.File("nowhere/run.atelier")));
        Assert.Throws<PictureException>(() => Checkpoint.CheckTarget(Place, Place));
        Checkpoint.CheckTarget(Place);
    }

    private void AssertRefused(byte[] bytes)
    {
        File.WriteAllBytes(Place, bytes);
        Assert.Contains("run.atelier'", Refusal(() => Resume(SmallRun.Options)), StringComparison.Ordinal);
    }

    private static string Refusal(Action action)
    {
        var message = Assert.Throws<CheckpointException>(action).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private static void Pause(string path, CheckpointSettings checkpoints, StylizeOptions? options = null)
    {
        using var pause = new CancellationTokenSource();
        using var network = TinyNetwork.Load(options ?? SmallRun.Options);
        Stylizer.Run(
            network,
            new StylizePictures(FormulaPictures.Content, FormulaPictures.Style),
            options ?? SmallRun.Options,
            new RunServices { Progress = new Listener(p => { if (p.StepsDone == 8) { pause.Cancel(); } }), Checkpoints = checkpoints, StopEarly = pause.Token },
            CancellationToken.None);
        Assert.True(File.Exists(path));
    }

    private StylizeResult Resume(StylizeOptions options, StylizePictures? pictures = null)
    {
        using var network = TinyNetwork.Load(options);
        return Stylizer.Run(
            network, pictures ?? new StylizePictures(FormulaPictures.Content, FormulaPictures.Style), options, new RunServices { Checkpoints = new CheckpointSettings(Place) { ResumeFrom = Place } }, default);
    }
}
