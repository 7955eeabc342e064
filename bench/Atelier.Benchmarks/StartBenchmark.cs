using System.CommandLine;
using System.Diagnostics;

namespace Atelier.Benchmarks;

/// <summary>How long the command takes to start and end, with words that need no engine: 0.3 s is the aim.</summary>
internal static class StartBenchmark
{
    private const int Runs = 20;

    private static readonly string[][] Words = [["--version"], ["--help"], ["stylize", "--help"]];

    /// <summary>The command, ready to be added.</summary>
    public static Command Build()
    {
        var command = new Command("start", "How long 'atelier' takes to start and end with words that need no engine, each run in a process of its own.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        foreach (var words in Words)
        {
            Measure(words); // what the system has to read first
            TimeSpan[] times = [.. Enumerable.Range(0, Runs).Select(_ => Measure(words)).Order()];
            Console.WriteLine($"{string.Join(' ', words),-16} median {times[Runs / 2].TotalMilliseconds,5:F0} ms, fastest {times[0].TotalMilliseconds,5:F0} ms");
        }

        return 0;
    }

    private static TimeSpan Measure(string[] words)
    {
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", CommandFile.Path, .. words]) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return Stopwatch.GetElapsedTime(began);
    }
}
