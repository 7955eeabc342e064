using System.Diagnostics;
using System.Text.Json;

namespace Atelier.Cli.Tests.Stylizing;

/// <summary>The command as a process that is killed and goes on.</summary>
public sealed class CheckpointTests : IDisposable
{
    private const string Leftover = ".run.atelier.tmp";

    private readonly TemporaryFolder _folder = new();

    public CheckpointTests()
    {
        TinyInputs.Write(_folder);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("lbfgs")]
    [InlineData("adam")]
    public Task Stylize_Killed_EndsWithTheSameBytes(string optimizer)
    {
        var lines = new Queue<int>([0, 1, 2, 30]); // of its output, before it is killed: while it starts, and after so many steps
        return KilledAndResumed(optimizer, lines.Count, process => Read(process, lines.Count > 0 ? lines.Dequeue() : 1));
    }

    /// <summary>The same at moments of chance: <c>-explicit only -trait Category=RandomKills</c>.</summary>
    [Theory(Explicit = true)]
    [Trait("Category", "RandomKills")]
    [InlineData("lbfgs")]
    [InlineData("adam")]
    public Task Stylize_KilledAtRandomMoments_EndsWithTheSameBytes(string optimizer)
    {
        var random = new Random(optimizer.Length);
        return KilledAndResumed(optimizer, kills: 11, async process =>
        {
            var isStarted = random.Next(4) > 0;
            await Read(process, isStarted ? 1 : 0);
            await Task.Delay(random.Next(isStarted ? 120 : 900), TestContext.Current.CancellationToken);
        });
    }

    [Fact]
    public async Task Stylize_Interrupted_SaysHowToGoOnAndGoesOn()
    {
        var whole = Run("whole.png", "--steps", "300", "--init", "noise");
        using var process = CommandProcess.Start(
            CommandProcess.Assembly, _folder, [.. Words("out.png", "--steps", "300", "--init", "noise", "--checkpoint", "a run.atelier", "--json")]);
        await Read(process, lines: 6); // more steps are left than there is room for in a pipe that nobody reads

        CommandProcess.Signal(process, "INT");
        var paused = CommandProcess.Wait(process);
        var resumed = CommandCall.Run(_folder, "stylize", "--resume", "a run.atelier");

        Assert.Equal((130, ""), (paused.Code, paused.Error));
        var done = JsonDocument.Parse(paused.Output.TrimEnd('\n').Split('\n')[^1]).RootElement;
        Assert.Contains("To go on: atelier stylize --resume 'a run.atelier'", done.GetProperty("warnings").EnumerateArray().Select(w => w.GetProperty("text").GetString()));
        Assert.Equal(0, resumed.Code);
        Assert.Contains("checkpoint a run.atelier after ", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(whole, File.ReadAllBytes(_folder.File("out.png")));
    }

    [Fact]
    public void Resume_OfAFinishedRun_SaysSoInOneLineAndGivesThePictureAgain()
    {
        var whole = Run("out.png", "--steps", "4", "--checkpoint", "run.atelier");
        File.Delete(_folder.File("out.png"));

        var outcome = CommandCall.Run(_folder, "stylize", "--resume", "run.atelier");

        Assert.Contains("finished", outcome.OneLineOfError(0), StringComparison.Ordinal);
        Assert.Equal(whole, File.ReadAllBytes(_folder.File("out.png")));
    }

    [Fact]
    public async Task Stylize_DiskFull_SaysSoOnceGoesOnAndKeepsTheLastGoodCheckpoint()
    {
        var whole = Run("whole.png", "--steps", "60");
        using var disk = new SmallDisk(_folder.File("disk"), 1024);
        string[] words = [.. Words("out.png", "--steps", "60", "--checkpoint", "disk/run.atelier", "--checkpoint-every", "0")];

        using var process = CommandProcess.Start(CommandProcess.Assembly, _folder, words);
        var said = "";
        while (!said.Contains("could not be written", StringComparison.Ordinal))
        {
            said = await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new EndOfStreamException(said);
        }

        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var resumed = CommandCall.Run(_folder, "stylize", "--resume", "disk/run.atelier", "--checkpoint-every", "0");

        Assert.Contains("the last good one stays", said, StringComparison.Ordinal);
        Assert.Contains("checkpoint disk/run.atelier after", resumed.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("after 0 steps", resumed.Error, StringComparison.Ordinal);
        Assert.Single(resumed.Error.Split('\n'), l => l.Contains("could not be written", StringComparison.Ordinal));
        Assert.Equal((0, whole.Length), (resumed.Code, new FileInfo(_folder.File("out.png")).Length));
        Assert.Equal(whole, File.ReadAllBytes(_folder.File("out.png")));
    }

    [Fact]
    public void Resume_OfWhatItCannotGoOnFrom_IsOneLineThatNamesIt()
    {
        Run("out.png", "--steps", "3", "--checkpoint", "run.atelier");
        File.WriteAllBytes(_folder.File("short.atelier"), File.ReadAllBytes(_folder.File("run.atelier"))[..^9]);
        TinyInputs.Waves(64, 48, 0.3).Save(_folder.File("other.png"));

        AssertRefused("there is no such file", "There is no checkpoint 'none.atelier'", "--resume", "none.atelier");
        AssertRefused("it is cut short", "'short.atelier' is damaged", "--resume", "short.atelier");
        AssertRefused("it is a picture", "'content.png' is no checkpoint", "--resume", "content.png");
        AssertRefused("another option", "--seed was 0, not 3", "--resume", "run.atelier", "--seed", "3");
        AssertRefused("another picture", "the content picture was another", "other.png", "style.png", "--resume", "run.atelier");
        TinyInputs.Waves(48, 64, 0.5).Save(_folder.File("style.png"));
        AssertRefused("a picture has changed", "the style picture was another", "--resume", "run.atelier");

        void AssertRefused(string what, string named, params IReadOnlyList<string> words)
        {
            var outcome = CommandCall.Run(_folder, ["stylize", .. words]);
            Assert.True(outcome.OneLineOfError(1).Contains(named, StringComparison.Ordinal), $"{what}: {outcome.Error}");
        }
    }

    [Fact]
    public async Task Checkpoint_OverAnUnfinishedRunOrAnotherFile_IsRefused()
    {
        using var process = CommandProcess.Start(
            CommandProcess.Assembly, _folder, [.. Words("out.png", "--steps", "100000", "--json", "--checkpoint", "run.atelier", "--checkpoint-every", "0")]);
        await Read(process, lines: 3); // the estimate, a step, and one after the checkpoint of that
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains("--resume run.atelier", Refused("run.atelier").OneLineOfError(1), StringComparison.Ordinal);
        Assert.Contains("no checkpoint", Refused("tiny.safetensors").OneLineOfError(1), StringComparison.Ordinal);
        Assert.Contains("itself", Refused("content.png").OneLineOfError(1), StringComparison.Ordinal);

        CommandOutcome Refused(string checkpoint) => CommandCall.Run(_folder, [.. Words("out.png", "--checkpoint", checkpoint)]);
    }

    [Fact]
    public void WrongUse_IsNamedTogether()
    {
        var line = CommandCall.Run(_folder, [.. Words("out.png", "--checkpoint-every", "soon", "--checkpoint", "")]).OneLineOfError(2);
        Assert.Contains("--checkpoint: expected a file", line, StringComparison.Ordinal);
        line = CommandCall.Run(_folder, [.. Words("out.png", "--checkpoint-every", "soon")]).OneLineOfError(2);
        Assert.Contains("--checkpoint-every: expected a number of seconds", line, StringComparison.Ordinal);
        line = CommandCall.Run(_folder, [.. Words("out.png", "--checkpoint-every", "5")]).OneLineOfError(2);
        Assert.Contains("--checkpoint-every needs a --checkpoint", line, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Words(string output, params IEnumerable<string> options) =>
        ["stylize", "content.png", "style.png", "-o", output, "--network", "tiny.safetensors", "--size", "64", .. options];

    // Of what it writes to standard output; fewer where it ends before.
    private static async Task Read(Process process, int lines)
    {
        for (var i = 0; i < lines; i++)
        {
            await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        }
    }

    private async Task KilledAndResumed(string optimizer, int kills, Func<Process, Task> moment)
    {
        string[] run = [.. Words("whole.png", "--steps", "250,150", "--scales", "2", "--optimizer", optimizer, "--init", "noise", "--json")];
        Assert.Equal(0, CommandCall.Run(_folder, run).Code);
        var whole = File.ReadAllBytes(_folder.File("whole.png"));
        string[] begin = [.. run.Select(w => w == "whole.png" ? "out.png" : w), "--checkpoint", "run.atelier", "--checkpoint-every", "0"];
        while (kills > 0)
        {
            using var process = CommandProcess.Start(
                CommandProcess.Assembly,
                _folder,
                File.Exists(_folder.File("run.atelier")) ? ["stylize", "--resume", "run.atelier", "--checkpoint-every", "0", "--json"] : begin);
            await moment(process);
            if (process.HasExited)
            {
                Assert.Equal(whole, File.ReadAllBytes(_folder.File("out.png")));
                File.Delete(_folder.File("out.png"));
                File.Delete(_folder.File("run.atelier"));
                continue;
            }

            process.Kill(); // SIGKILL
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            kills--;
        }

        var end = CommandCall.Run(_folder, File.Exists(_folder.File("run.atelier")) ? ["stylize", "--resume", "run.atelier", "--quiet"] : begin);

        Assert.Equal((0, ""), (end.Code, end.Error));
        Assert.Equal(whole, File.ReadAllBytes(_folder.File("out.png")));
        Assert.DoesNotContain(Leftover, _folder.Files);
    }

    private byte[] Run(string output, params IEnumerable<string> options)
    {
        Assert.Equal((0, ""), (CommandCall.Run(_folder, [.. Words(output, options), "--quiet"]) is var outcome ? outcome.Code : -1, outcome.Error));
        return File.ReadAllBytes(_folder.File(output));
    }
}
