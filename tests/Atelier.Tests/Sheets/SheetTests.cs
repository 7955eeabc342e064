using Atelier.Imaging;
using Atelier.Networks;
using Atelier.Optimization;
using Atelier.Sheets;
using Atelier.Tests.Networks;

namespace Atelier.Tests.Sheets;

public class SheetTests
{
    private static readonly StylizeOptions Small = new()
    {
        Size = 64,
        Steps = StepSchedule.Parse("4"),
        Scales = 1,
        ContentLayers = LayerWeights.Parse("relu2_2"),
        StyleLayers = LayerWeights.Parse("relu1_1,relu2_1"),
        Precision = Precision.Float32,
        Device = DeviceChoice.Cpu,
    };

    [Fact]
    public void Paint_Cells_HoldWhatEachRunGives()
    {
        SheetCell[] cells = [.. new[] { 1.0, 50, 500 }.Select(w => new SheetCell(FormulaPictures.Style, Small with { StyleWeight = w }, ["A", "B"]))];
        using var network = TinyNetwork.Load(Small);

        var sheet = Sheet.Paint(network, FormulaPictures.Content, cells, columns: 2);

        var layout = new SheetLayout(columns: 2, rows: 2, width: 64, height: 48, captionLines: 2);
        Assert.Equal((layout.Picture.Width, layout.Picture.Height), (sheet.Width, sheet.Height));
        Assert.All(cells.Select((c, i) => (c, i)), cell => Assert.Equal(
            Stylizer.Run(network, new StylizePictures(FormulaPictures.Content, cell.c.Style), cell.c.Options).Picture.Pixels,
            Part(sheet, layout.PositionOf(cell.i), 64, 48)));
    }

    [Fact]
    public void Paint_Progress_GoesFromCellToCellToTheEnd()
    {
        SheetCell[] cells = [.. Enumerable.Repeat(new SheetCell(FormulaPictures.Style, Small, ["A"]), 3)];
        var reports = new List<SheetProgress>();
        using var network = TinyNetwork.Load(Small);

        Sheet.Paint(network, FormulaPictures.Content, cells, columns: 3, new Listener(reports));

        Assert.Equal([1, 2, 3], reports.Select(r => r.Cell).Distinct());
        Assert.All(reports.Zip(reports.Skip(1)), pair => Assert.True(pair.Second.Fraction > pair.First.Fraction));
        Assert.Equal(1, reports[^1].Fraction, 1e-6);
    }

    [Fact]
    public void Paint_Cancelled_LeavesTheRestGrey()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        using var network = TinyNetwork.Load(Small);

        var sheet = Sheet.Paint(network, FormulaPictures.Content, [new SheetCell(FormulaPictures.Style, Small, [])], columns: 1, cancellationToken: cancellation.Token);

        Assert.All(Part(sheet, (12, 12), 64, 48), v => Assert.Equal(0.85f, v));
    }

    [Fact]
    public void Layout_Caption_IsInkBelowThePicture()
    {
        Assert.SkipWhen(TextLine.Draw("A", 100) is null, "This machine has no fonts.");
        var layout = new SheetLayout(columns: 1, rows: 1, width: 64, height: 48, captionLines: 1);

        layout.Put(0, null, ["A1 <b> & a caption that is much too long for its cell"]);

        Assert.All(Part(layout.Picture, (12, 12), 64, 48), v => Assert.Equal(0.85f, v));
        Assert.Contains(Part(layout.Picture, (12, 60), 64, 16), v => v < 0.3f);
        Assert.All(Part(layout.Picture, (76, 0), 12, layout.Picture.Height), v => Assert.Equal(1, v));
    }

    private static float[] Part(Picture picture, (int X, int Y) place, int width, int height) =>
    [
        .. Enumerable.Range(place.Y, height).SelectMany(y => picture.Pixels.AsSpan(3 * ((y * picture.Width) + place.X), 3 * width).ToArray()),
    ];

    private sealed class Listener(List<SheetProgress> reports) : IProgress<SheetProgress>
    {
        public void Report(SheetProgress value) => reports.Add(value);
    }
}
