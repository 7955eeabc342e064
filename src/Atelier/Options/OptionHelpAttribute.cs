namespace Atelier;

/// <summary>The headings under which options are shown.</summary>
internal enum OptionGroup
{
    /// <summary>Sizes, the first picture, chance.</summary>
    Picture,

    /// <summary>What is minimised.</summary>
    Losses,

    /// <summary>How it is minimised.</summary>
    Optimization,

    /// <summary>What sees the pictures.</summary>
    Network,

    /// <summary>What it runs on.</summary>
    Engine,
}

/// <summary>The one line of help of an option, from which the command's help and a form are made.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OptionHelpAttribute(OptionGroup group, string help) : Attribute
{
    /// <summary>The heading.</summary>
    public OptionGroup Group { get; } = group;

    /// <summary>The line of help, without a full stop.</summary>
    public string Help { get; } = help;

    /// <summary>The name in commands where it is not the property's own in kebab case.</summary>
    public string? Name { get; init; }

    /// <summary>Whether a recipe keeps it; not what is the machine's own (memory, folders) or only makes further files.</summary>
    public bool InRecipe { get; init; } = true;
}
