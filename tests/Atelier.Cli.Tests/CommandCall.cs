using System.Text;
using Atelier.Cli.Running;
using Xunit.Sdk;
using Xunit.v3;

// A call of the command has this process's working folder and environment.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace Atelier.Cli.Tests;

/// <summary>The command, called within this process: for all tests but those of what only a process has.</summary>
internal static class CommandCall
{
    /// <summary>For what nobody reads.</summary>
    public static CommandConsole Unheard { get; } = new(TextWriter.Null, TextWriter.Null, () => Stream.Null);

    /// <summary>Runs it in a folder of its own, with an environment that knows nothing of this machine's user.</summary>
    public static CommandOutcome Run(TemporaryFolder folder, params IReadOnlyList<string> words)
    {
        using var place = new Place(folder.Path, CommandProcess.EnvironmentIn(folder));
        using var bytes = new MemoryStream();
        using var output = new StreamWriter(bytes, new UTF8Encoding(false)) { AutoFlush = true };
        using var error = new StringWriter();
        var code = AtelierCommand.Run(words, new CommandConsole(TextWriter.Synchronized(output), TextWriter.Synchronized(error), () => bytes));
        return new CommandOutcome(code, Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }

    // The working folder and some variables of this process, until the call has ended.
    private sealed class Place : IDisposable
    {
        private readonly string _folder = Environment.CurrentDirectory;
        private readonly Dictionary<string, string?> _before;

        public Place(string folder, IReadOnlyDictionary<string, string?> environment)
        {
            _before = environment.Keys.ToDictionary(name => name, Environment.GetEnvironmentVariable);
            Environment.CurrentDirectory = folder;
            Set(environment);
        }

        public void Dispose()
        {
            Environment.CurrentDirectory = _folder;
            Set(_before);
        }

        private static void Set(IReadOnlyDictionary<string, string?> environment)
        {
            foreach (var (name, value) in environment)
            {
                Environment.SetEnvironmentVariable(name, value);
            }
        }
    }
}
