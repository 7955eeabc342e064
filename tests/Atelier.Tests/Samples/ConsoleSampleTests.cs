using Atelier.Imaging;
using Atelier.Optimization;
using Atelier.Samples;

namespace Atelier.Tests.Samples;

public class ConsoleSampleTests
{
    [Fact]
    public async Task Paint_TwoStreams_WritesAPng()
    {
        using var content = new MemoryStream(FormulaPictures.Content.Encode(PictureFormat.Png));
        using var style = new MemoryStream(FormulaPictures.Style.Encode(PictureFormat.Jpeg));
        using var output = new MemoryStream();

        await ConsoleSample.PaintAsync(content, style, output, new StylizeOptions { Network = "compact", Size = 64, Steps = StepSchedule.Parse("2") });

        var painted = Picture.Load(output.ToArray());
        Assert.Equal((64, 48), (painted.Width, painted.Height));
    }
}
