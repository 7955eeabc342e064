using System.Runtime.InteropServices;
using Atelier.Studio;

namespace Atelier.Cli.Serving;

/// <summary>Runs a studio until it is told to end.</summary>
internal static class StudioRun
{
    public static int Run(StudioSettings settings, bool isOpened, TextWriter error)
    {
        var app = StudioServer.Build(settings);
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            error.WriteLine($"Atelier Studio at {app.Urls.First()}, data in {settings.DataFolder}; Ctrl-C ends it.");
            if (isOpened)
            {
                _ = Browser.Show(app.Urls.First(), error);
            }
        });
        // A closed terminal ends it as Ctrl-C does, which the host listens for.
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            app.Lifetime.StopApplication();
        });
        app.Run();
        return ExitCodes.Done;
    }
}
