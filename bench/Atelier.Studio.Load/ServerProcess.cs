using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Atelier.Studio.Load;

/// <summary>A studio as its users meet it: a process with a port and a folder.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _log = [];
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process) => _process = process;

    /// <summary>Where it is.</summary>
    public Uri Address => _address.Task.Result;

    /// <summary>Its lines on standard error.</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            lock (_log)
            {
                return [.. _log];
            }
        }
    }

    /// <summary>The memory that it holds, in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The number of its process.</summary>
    public int Id => _process.Id;

    /// <summary>Starts one on a free port and waits until it answers.</summary>
    public static async Task<ServerProcess> Start(string command, string folder, params IReadOnlyList<string> words)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", command, "studio", "--port", "0", "--data", folder, .. words])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        start.Environment.Remove("ATELIER_STUDIO_KEYS");
        start.Environment["ATELIER_HOME"] = Path.Combine(folder, "home");
        var server = new ServerProcess(new Process { StartInfo = start });
        server._process.ErrorDataReceived += (_, line) => server.Hear(line.Data);
        server._process.OutputDataReceived += (_, _) => { };
        server._process.Start();
        server._process.BeginErrorReadLine();
        server._process.BeginOutputReadLine();
        await server._address.Task.WaitAsync(TimeSpan.FromMinutes(4));
        return server;
    }

    /// <summary>Ends it as a power cut would.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Asks it to end (Unix).</summary>
    /// <returns>Its exit code.</returns>
    public int Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
        if (!_process.WaitForExit(TimeSpan.FromMinutes(4)))
        {
            Kill();
        }

        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        lock (_log)
        {
            _log.Add(line ?? "");
        }

        if (line is null)
        {
            _address.TrySetException(new InvalidOperationException($"The studio ended: {string.Join(" ", Log)}"));
        }
        else if (Greeting().Match(line) is { Success: true } greeting)
        {
            _address.TrySetResult(new Uri(greeting.Groups[1].Value + "/"));
        }
    }

    [GeneratedRegex(@"^Atelier Studio at (http://\S+?),")]
    private static partial Regex Greeting();
}
