using System.Diagnostics;
using Atelier.Studio;

namespace Atelier.Cli.Serving;

/// <summary>Runs a studio until it is told to end.</summary>
internal static class StudioRun
{
    /// <summary>Runs it.</summary>
    public static int Run(StudioSettings settings, bool isOpened)
    {
        var app = StudioServer.Build(settings);
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            Console.Error.WriteLine($"Atelier Studio at {app.Urls.First()}, data in {settings.DataFolder}; Ctrl-C ends it.");
            if (isOpened)
            {
                Show(app.Urls.First());
            }
        });
        app.Run();
        return ExitCodes.Done;
    }

    private static void Show(string url)
    {
        try
        {
            using var browser = OperatingSystem.IsMacOS() ? Process.Start("open", url) : Process.Start(new ProcessStartInfo(url) { UseShellExecute = true });
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or PlatformNotSupportedException)
        {
            Console.Error.WriteLine($"No browser could be opened; open {url} yourself.");
        }
    }
}
