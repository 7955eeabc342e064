
namespace Atelier.Cli.Tests;

/// <summary>How the engine's threads wait, as OpenMP itself says.</summary>
public sealed class ThreadWaitingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, "'PASSIVE'")]
    [InlineData("active", "'ACTIVE'")]
    public void Command_WaitPolicy_IsPassiveUnlessTheUserSaysOtherwise(string? given, string expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "GNU OpenMP comes with libtorch for Linux only.");
        SyntheticRun.Picture().Save(_folder.File("a.png"));
        TinyNetworkFile.Write(_folder.File("tiny.safetensors"));
        var environment = new Dictionary<string, string?> { ["OMP_DISPLAY_ENV"] = "verbose", ["OMP_WAIT_POLICY"] = given, ["GOMP_SPINCOUNT"] = null };

        var error = CommandProcess.RunWith(
            environment, _folder, "evaluate", "a.png", "--content", "a.png", "--style", "a.png", "--network", "tiny.safetensors").Error;

        Assert.Contains($"OMP_WAIT_POLICY = {expected}", error, StringComparison.Ordinal);
        Assert.Equal(given is null, error.Contains("GOMP_SPINCOUNT = '0'", StringComparison.Ordinal));
    }
}
