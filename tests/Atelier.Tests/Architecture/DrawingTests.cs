using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Atelier.Tests.Architecture;

/// <summary>The drawing of the architecture names types that exist.</summary>
public class DrawingTests
{
    [Fact]
    public void Types_OfTheDrawing_AreThoseOfTheLibrary()
    {
        var drawing = XDocument.Load(Path.Combine(Repository(), "docs", "images", "architecture.svg"));
        string[] drawn = [.. drawing.Descendants().Where(e => (string?)e.Attribute("class") == "type").Select(e => e.Value)];
        var types = typeof(Stylizer).Assembly.GetTypes().Select(t => t.Name).ToHashSet();

        Assert.NotEmpty(drawn);
        Assert.Empty(drawn.Except(types));
    }

    private static string Repository([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..");
}
