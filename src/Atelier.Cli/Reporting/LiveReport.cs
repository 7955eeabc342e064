using Atelier.Cli.Running;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Atelier.Cli.Reporting;

/// <summary>A few lines at the foot of the terminal that are redrawn as the run goes on.</summary>
internal sealed class LiveReport(IAnsiConsole console, bool preview, TimeProvider clock) : IRunReport
{
    private static readonly TimeSpan RedrawPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PreviewPause = TimeSpan.FromSeconds(2);

    private LiveDisplayContext? _display;
    private IRenderable? _picture;
    private long? _drawn;
    private long? _previewed;
    private bool _isForetold;
    private volatile bool _stopping;

    public bool ShowsPictures => preview;

    public void Warn(Message warning) => console.WriteLine(RunText.Warning(warning), new Style(Color.Yellow));

    public void Note(Message note) => console.WriteLine(CommandNames.Text(note));

    public void Begin(RunPlan plan) => console.WriteLine(plan.ToString());

    public StylizeResult Watch(Func<StylizeResult> run) => console.Live(new Text("Starting the engine …")).AutoClear(true).Start(display =>
    {
        _display = display;
        display.Refresh();
        return run();
    });

    public void Report(StylizeProgress value)
    {
        if (value.Estimate is { } estimate && !_isForetold)
        {
            _isForetold = true;
            console.WriteLine(RunText.Estimate(estimate));
        }

        if (preview && value.Picture is { } picture && IsDue(ref _previewed, PreviewPause))
        {
            _picture = TerminalPreview.Of(picture, console.Profile.Width, console.Profile.Height);
        }

        if (IsDue(ref _drawn, RedrawPause))
        {
            _display?.UpdateTarget(Draw(value));
        }
    }

    public void Interrupted()
    {
        _stopping = true;
        console.WriteLine(RunText.Stopping);
    }

    public void Done(string output, StylizeResult result)
    {
        foreach (var warning in result.Warnings)
        {
            Warn(warning);
        }

        console.WriteLine(RunText.Done(output, result));
    }

    private Rows Draw(StylizeProgress value)
    {
        var bar = ProgressBar.Of(value.Fraction, $"{RunText.Percent(value)}  {RunText.Times(value)}", _stopping);
        IEnumerable<IRenderable> lines = [bar, new Text(RunText.Place(value)), new Text(RunText.Losses(value.Losses))];
        return new Rows(_picture is null ? lines : lines.Prepend(_picture));
    }

    private bool IsDue(ref long? last, TimeSpan pause)
    {
        if (last is { } then && clock.GetElapsedTime(then) < pause)
        {
            return false;
        }

        last = clock.GetTimestamp();
        return true;
    }
}
