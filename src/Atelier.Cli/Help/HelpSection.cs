using System.CommandLine;

namespace Atelier.Cli.Help;

/// <summary>Options under a heading.</summary>
internal sealed record HelpSection(string Title, IReadOnlyList<Option> Options);

/// <summary>A command with so many options that its help page needs headings.</summary>
internal abstract class SectionedCommand(string name, string description) : Command(name, description)
{
    /// <summary>The headings in the order of the page.</summary>
    public abstract IReadOnlyList<HelpSection> Sections { get; }

    /// <summary>Adds the options of all headings.</summary>
    protected void AddSections()
    {
        foreach (var option in Sections.SelectMany(s => s.Options))
        {
            Add(option);
        }
    }
}
