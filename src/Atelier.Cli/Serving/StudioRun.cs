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
                _ = Browser.Show(app.Urls.First());
            }
        });
        app.Run();
        return ExitCodes.Done;
    }
}
