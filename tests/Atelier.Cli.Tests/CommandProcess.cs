using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Atelier.Cli.Tests;

/// <summary>The command as users meet it: a process with words, streams and an exit code.</summary>
internal static class CommandProcess
{
    public static string Assembly { get; } = Path.GetFullPath(
        typeof(CommandProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "AtelierCommand").Value!);

    /// <summary>Runs it in a folder of its own, with an environment that knows nothing of this machine's user.</summary>
    public static CommandOutcome Run(TemporaryFolder folder, params IReadOnlyList<string> words) => RunAssembly(Assembly, folder, words);

    public static CommandOutcome RunAssembly(string assembly, TemporaryFolder folder, params IReadOnlyList<string> words)
    {
        using var process = Start(assembly, folder, words);
        return Wait(process);
    }

    /// <summary>Runs it with so much address space (Unix).</summary>
    public static CommandOutcome RunWithin(int kilobytes, TemporaryFolder folder, params IReadOnlyList<string> words)
    {
        using var process = Start(folder, "sh", ["-c", $"ulimit -v {kilobytes} && exec dotnet exec \"$@\"", "sh", Assembly, .. words]);
        return Wait(process);
    }

    /// <summary>Runs it by a line of the shell (Unix), in which <c>"$@"</c> is the command.</summary>
    public static CommandOutcome RunInShell(string line, TemporaryFolder folder, params IReadOnlyList<string> words)
    {
        using var process = Start(folder, "sh", ["-c", line, "sh", "dotnet", "exec", Assembly, .. words]);
        return Wait(process);
    }

    /// <summary>Runs it with variables of the environment; null for one that is not set.</summary>
    public static CommandOutcome RunWith(IReadOnlyDictionary<string, string?> environment, TemporaryFolder folder, params IReadOnlyList<string> words)
    {
        using var process = StartWith(environment, folder, words);
        return Wait(process);
    }

    /// <summary>Runs it as if the native libraries of some packages were not there.</summary>
    public static CommandOutcome RunWithoutNatives(string packages, TemporaryFolder folder, params IReadOnlyList<string> words)
    {
        var all = JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(Assembly, ".deps.json")))!;
        foreach (var (_, package) in all["targets"]!.AsObject().SelectMany(t => t.Value!.AsObject()).Where(p => p.Key.StartsWith(packages, StringComparison.Ordinal)))
        {
            package!.AsObject().Remove("native");
            package.AsObject().Remove("runtimeTargets");
        }

        // The host looks for the command's own assemblies beside the list.
        var list = Path.Combine(Path.GetDirectoryName(Assembly)!, $"{Guid.NewGuid():N}.deps.json");
        File.WriteAllText(list, all.ToJsonString());
        try
        {
            using var process = Start(folder, "dotnet", ["exec", "--depsfile", list, Assembly, .. words]);
            return Wait(process);
        }
        finally
        {
            File.Delete(list);
        }
    }

    public static Process Start(string assembly, TemporaryFolder folder, params IReadOnlyList<string> words) => Start(folder, "dotnet", ["exec", assembly, .. words]);

    /// <summary>Starts it with variables of the environment; null for one that is not set.</summary>
    public static Process StartWith(IReadOnlyDictionary<string, string?> environment, TemporaryFolder folder, params IReadOnlyList<string> words) =>
        Start(folder, "dotnet", ["exec", Assembly, .. words], environment);

    /// <summary>Sends a signal; skips the test where there are none.</summary>
    public static void Signal(Process process, string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no kill.");
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Variables, beside this process's own, that keep the command from this machine's user; null for one that is not set.</summary>
    public static IReadOnlyDictionary<string, string?> EnvironmentIn(TemporaryFolder folder)
    {
        var variables = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("ATELIER_", StringComparison.Ordinal))
            .ToDictionary(name => name, _ => (string?)null);
        variables["HOME"] = folder.Path;
        variables["DOTNET_TieredPGO"] = "0"; // a process that lives a second pays for what it would gain later
        variables["ATELIER_HOME"] = Path.Combine(folder.Path, "home");
        return variables;
    }

    private static Process Start(TemporaryFolder folder, string program, IReadOnlyList<string> words, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, words)
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in EnvironmentIn(folder).Concat(environment ?? new Dictionary<string, string?>()))
        {
            start.Environment[name] = value; // null removes it
        }

        return DefaultInterrupt.Start(start);
    }

    public static CommandOutcome Wait(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(4))) // long for one that hangs, but all tests of all projects share the processors
        {
            process.Kill();
            throw new TimeoutException("The command did not end within four minutes.");
        }

        return new CommandOutcome(process.ExitCode, output.Result, error.Result);
    }
}

/// <summary>What a process left.</summary>
internal sealed record CommandOutcome(int Code, string Output, string Error)
{
    /// <summary>Asserts that it failed with this code and nothing but one line that begins as all of them do.</summary>
    public string OneLineOfError(int code)
    {
        var line = Assert.Single(Error.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("atelier: ", line, StringComparison.Ordinal);
        Assert.Empty(Output);
        Assert.Equal(code, Code);
        return line;
    }
}
