using System.Globalization;

namespace Atelier.Training;

/// <summary>The figures of a training as lines of a CSV file, and the words beside them.</summary>
internal sealed class TrainingLog(string folder)
{
    private readonly string _csv = Path.Combine(folder, "training.csv");
    private readonly string _words = Path.Combine(folder, "training.log");

    /// <summary>A remark, to the console and to the log.</summary>
    public void Say(string text)
    {
        var line = $"{DateTime.Now:HH:mm:ss} {text}";
        Console.WriteLine(line);
        File.AppendAllText(_words, line + Environment.NewLine);
    }

    /// <summary>A line of figures.</summary>
    public void Figures(int step, long crops, double hours, double rate, IReadOnlyDictionary<string, double> errors)
    {
        if (!File.Exists(_csv))
        {
            File.WriteAllText(_csv, "step,crops,hours,rate," + string.Join(',', errors.Keys) + Environment.NewLine);
        }

        var line = string.Create(CultureInfo.InvariantCulture, $"{step},{crops},{hours:0.000},{rate:0.0000000}")
            + string.Concat(errors.Values.Select(e => string.Create(CultureInfo.InvariantCulture, $",{e:0.00000}")));
        File.AppendAllText(_csv, line + Environment.NewLine);
        Say($"step {step}: " + string.Join(' ', errors.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Key} {e.Value:0.0000}"))));
    }
}
