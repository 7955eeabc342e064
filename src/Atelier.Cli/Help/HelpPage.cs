using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Atelier.Cli.Running;

namespace Atelier.Cli.Help;

/// <summary>The help of any command: what the parser's own help does, and options under headings.</summary>
internal sealed class HelpPage(CommandConsole console) : SynchronousCommandLineAction
{
    private const int Indent = 2;
    private const int LeftColumn = 30;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var writer = console.Output;
        var width = Math.Max(40, (console.IsOutputRedirected ? 100 : Console.WindowWidth) - LeftColumn - 1);
        var command = parseResult.CommandResult.Command;
        writer.WriteLine(command.Description);
        writer.WriteLine();
        writer.WriteLine($"Usage: {Usage(command)}");
        foreach (var (title, rows) in Sections(command).Where(s => s.Rows.Count > 0))
        {
            writer.WriteLine();
            writer.WriteLine($"{title}:");
            foreach (var (left, right) in rows)
            {
                WriteRow(writer, left, right, width);
            }
        }

        return ExitCodes.Done;
    }

    private static IEnumerable<(string Title, IReadOnlyList<(string Left, string Right)> Rows)> Sections(Command command)
    {
        yield return ("Commands", [.. command.Subcommands.Select(c => (string.Join(' ', c.Arguments.Select(a => a.Name).Prepend(c.Name)), c.Description ?? ""))]);
        yield return ("Arguments", [.. command.Arguments.Select(a => (a.Name, a.Description ?? ""))]);
        foreach (var section in (command as SectionedCommand)?.Sections ?? [new HelpSection("Options", [.. command.Options.Where(IsOwn)])])
        {
            yield return (section.Title, [.. section.Options.Select(o => (Left(o), o.Description ?? ""))]);
        }

        yield return ("Help", [.. new Option[] { new HelpOption(), new VersionOption() }.Where(o => o is HelpOption || command is RootCommand).Select(o => (Left(o), o.Description ?? ""))]);
    }

    private static bool IsOwn(Option option) => option is not HelpOption and not VersionOption;

    // Of the help option's many names, -? and those with slashes are for people who know them already.
    private static bool IsShort(string alias) => alias.Length == 2 && alias[0] == '-' && char.IsLetter(alias[1]);

    // An argument that only seldom may be missing says so by a help name of its own, and stands there as if it must be given.
    private static string Usage(Command command)
    {
        var own = new[] { command is RootCommand ? "atelier" : command.Name }
            .Concat(command.Arguments.Select(a =>
                a.Arity.MaximumNumberOfValues > 1 ? $"{a.Name}..." : a.Arity.MinimumNumberOfValues == 0 && a.HelpName is null ? $"[{a.Name}]" : a.Name))
            .Concat(command.Subcommands.Count > 0 ? ["COMMAND"] : [])
            .Concat(command.Options.Where(o => o.Required).Select(Left))
            .Concat(command.Options.Any(o => IsOwn(o) && !o.Required) ? ["[options]"] : []);
        var ancestors = command.Parents.OfType<Command>().SelectMany(p => p.Parents.OfType<Command>().Append(p))
            .Select(p => p is RootCommand ? "atelier" : p.Name);
        return string.Join(' ', ancestors.Concat(own));
    }

    private static string Left(Option option) =>
        string.Join(", ", option.Aliases.Where(IsShort).Append(option.Name)) + (option.ValueType == typeof(bool) ? "" : $" {option.HelpName}");

    private static void WriteRow(TextWriter writer, string left, string right, int width)
    {
        writer.Write($"{new string(' ', Indent)}{left}");
        var at = Indent + left.Length;
        foreach (var line in Wrap(right, width))
        {
            if (at > LeftColumn - 2)
            {
                writer.WriteLine();
                at = 0;
            }

            writer.Write(new string(' ', LeftColumn - at));
            writer.Write(line);
            at = LeftColumn + line.Length;
        }

        writer.WriteLine();
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line += line.Length > 0 ? $" {word}" : word;
        }

        yield return line;
    }
}
