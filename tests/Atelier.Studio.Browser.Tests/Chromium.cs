namespace Atelier.Studio.Browser.Tests;

/// <summary>The browser of this machine. Tests bring none of their own.</summary>
internal static class Chromium
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];

    private static readonly string[] Arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",

        // One for each profile. Otherwise each change of the origin starts a process, and another in advance for the next.
        "--renderer-process-limit=1",
    ];

    private static string? Path => Environment.GetEnvironmentVariable("ATELIER_CHROMIUM") ?? Places.FirstOrDefault(File.Exists);

    /// <summary>Ends the test where there is no browser: as skipped, or as failed where <c>CI=true</c>.</summary>
    public static void Require()
    {
        if (Path is null)
        {
            const string Message = "There is no Chromium: install the package chromium, or name its file in ATELIER_CHROMIUM.";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", Message);
            Assert.Skip(Message);
        }
    }

    public static Task<IBrowser> Launch(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Path, Args = Arguments });
}
