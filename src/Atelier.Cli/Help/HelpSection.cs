using System.CommandLine;

namespace Atelier.Cli.Help;

/// <summary>Options under a heading.</summary>
internal sealed record HelpSection(string Title, IReadOnlyList<Option> Options);

/// <summary>A command with so many options that they need headings.</summary>
internal interface IHelpSections
{
    IReadOnlyList<HelpSection> Sections { get; }
}
