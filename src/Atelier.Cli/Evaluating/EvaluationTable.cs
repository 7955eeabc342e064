using System.Globalization;

namespace Atelier.Cli.Evaluating;

/// <summary>Losses as a small table.</summary>
internal static class EvaluationTable
{
    public static void Write(EvaluationResult result, TextWriter writer)
    {
        writer.WriteLine($"{result.Width}×{result.Height}, {result.Network}");
        foreach (var (layer, loss) in result.Content)
        {
            WriteRow("content", layer, loss);
        }

        foreach (var (layer, loss) in result.Style)
        {
            WriteRow("style", layer, loss);
        }

        WriteRow("tv", "l1", result.TvL1);
        WriteRow("tv", "l2", result.TvL2);

        void WriteRow(string term, string layer, double loss) =>
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{term,-8} {layer,-8} {loss,14:G7}"));
    }
}
