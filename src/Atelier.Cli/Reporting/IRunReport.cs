namespace Atelier.Cli.Reporting;

/// <summary>Tells someone of a run; its progress is told after each step.</summary>
internal interface IRunReport : IProgress<StylizeProgress>
{
    /// <summary>Whether it looks at the pictures of progress: making them takes time.</summary>
    bool ShowsPictures => false;

    /// <summary>Something that the user should know; may come at any time before the run.</summary>
    void Warn(Message warning);

    /// <summary>Something that is good to know; may come at any time before the run.</summary>
    void Note(Message note);

    /// <summary>The pictures are read; the run is about to begin.</summary>
    void Begin(RunPlan plan);

    /// <summary>Runs, on the calling thread; the run reports its progress here.</summary>
    StylizeResult Watch(Func<StylizeResult> run) => run();

    /// <summary>The user asked for the end; called on another thread.</summary>
    void Interrupted();

    /// <summary>The picture is written.</summary>
    void Done(string output, StylizeResult result);
}
