using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Atelier.Cli.Batches;
using Atelier.Cli.Estimating;
using Atelier.Cli.Evaluating;
using Atelier.Cli.Help;
using Atelier.Cli.Networks;
using Atelier.Cli.Recipes;
using Atelier.Cli.Running;
using Atelier.Cli.Serving;
using Atelier.Cli.Sheets;
using Atelier.Cli.Stylizing;
using Atelier.Imaging;

namespace Atelier.Cli;

/// <summary>The <c>atelier</c> command: what it is made of, and how its words become an exit code.</summary>
internal static class AtelierCommand
{
    /// <summary>Runs it.</summary>
    /// <param name="args">The words.</param>
    /// <param name="console">Where it writes to.</param>
    public static int Run(IReadOnlyList<string> args, CommandConsole console)
    {
        var code = RunWords(args, console);
        if (console.OutputFault() is not { } fault)
        {
            return code;
        }

        Failure.Say($"Standard output could not be written: {fault}.", console.Error);
        return code == ExitCodes.Done ? ExitCodes.Failed : code;
    }

    private static int RunWords(IReadOnlyList<string> args, CommandConsole console)
    {
        // What comes through a pipe is looked at more than once: for its size, for its checksum, for its pixels.
        using var pipes = new PipedFiles();

        // No response files: a picture may well be called @home.jpg. No bundling: -1 is a number.
        var words = Build(console).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        try
        {
            // An action that replaces the command's own (help, version) answers even where the rest is faulty.
            return words.Errors.Count > 0 && words.Action is null or ParseErrorAction
                ? throw new OptionsException(Faults(words))
                : words.Invoke(new InvocationConfiguration
                {
                    Output = console.Output,
                    Error = console.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                });
        }
        catch (Exception e)
        {
            return Failure.Report(e, PathOf(words.CommandResult.Command), IsJson(words), console);
        }
    }

    private static RootCommand Build(CommandConsole console)
    {
        var root = new RootCommand("Neural style transfer: repaints a photograph in the manner of a painting.")
        {
            HelpName = "atelier",
        };
        root.Add(new StylizeCommand(console));
        root.Add(new BatchCommand(console));
        root.Add(new EstimateCommand(console));
        root.Add(new SheetCommand(console));
        root.Add(EvaluateCommand.Build(console));
        root.Add(RecipeCommand.Build(console));
        root.Add(NetworksCommand.Build(console));
        root.Add(StudioCommand.Build(console));
        root.Options.OfType<HelpOption>().Single().Action = new HelpPage(console);
        return root;
    }

    // The parser stops at words it does not know; the user still hears of everything that is wrong.
    private static IReadOnlyList<Message> Faults(ParseResult words) =>
    [
        .. words.UnmatchedTokens.Count > 0 && words.CommandResult.Command.Subcommands.Count > 0
            ? words.UnmatchedTokens.Take(1).Select(t => Fault.OfWords($"There is no command \"{t}\"")) // more would only follow from it
            : words.Errors.Select(e => Fault.OfWords($"{e.Message.TrimEnd('.')}")),
        .. words.CommandResult.Command is StylizeCommand stylize ? stylize.OptionFaults(words) : [],
    ];

    private static bool IsJson(ParseResult words) =>
        words.CommandResult.Command.Options.FirstOrDefault(o => o.Name == "--json") is { } json
        && words.GetResult(json) is { } given && !given.Errors.Any() && given.GetValueOrDefault<bool>();

    private static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : "atelier";
}
