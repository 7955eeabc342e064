using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Atelier.Imaging;

namespace Atelier;

/// <summary>One option of <see cref="StylizeOptions"/>, described so that commands and forms need not know it.</summary>
public sealed class StylizeOption
{
    private readonly PropertyInfo _property;
    private readonly MethodInfo? _parse;

    private StylizeOption(PropertyInfo property, OptionHelpAttribute help)
    {
        _property = property;
        Name = help.Name ?? JsonNamingPolicy.KebabCaseLower.ConvertName(property.Name);
        Group = help.Group;
        Help = help.Help;
        InRecipe = help.InRecipe;
        ValueType = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        Choices = ValueType.IsEnum ? [.. Enum.GetNames(ValueType).Select(KebabCase)] : [];
        Range = property.GetCustomAttribute<RangeAttribute>();
        _parse = ValueType.GetMethod("Parse", BindingFlags.Public | BindingFlags.Static, [typeof(string), typeof(IFormatProvider)]);
    }

    /// <summary>All options in the order of their declaration.</summary>
    public static IReadOnlyList<StylizeOption> All { get; } =
    [
        .. from property in typeof(StylizeOptions).GetProperties()
           let help = property.GetCustomAttribute<OptionHelpAttribute>()
           where help is not null
           select new StylizeOption(property, help),
    ];

    /// <summary>The name in commands, such as <c>style-size</c>.</summary>
    public string Name { get; }

    /// <summary>The name of its property in <see cref="StylizeOptions"/>.</summary>
    public string Property => _property.Name;

    /// <summary>The heading it is shown under.</summary>
    internal OptionGroup Group { get; }

    /// <summary>One line of help.</summary>
    public string Help { get; }

    /// <summary>Whether a recipe keeps it.</summary>
    public bool InRecipe { get; }

    /// <summary>The type of its value, without <see cref="Nullable{T}"/>.</summary>
    public Type ValueType { get; }

    /// <summary>The words it takes, if it takes only certain words; else empty.</summary>
    public IReadOnlyList<string> Choices { get; }

    /// <summary>The range of its value, if it is a number; else null.</summary>
    public RangeAttribute? Range { get; }

    /// <summary>Whether its value may name files of this machine.</summary>
    public bool NamesFiles => ValueType.IsAssignableTo(typeof(IFileReference));

    /// <summary>Whether it is a switch: on where it is given, off where not.</summary>
    public bool IsSwitch => ValueType == typeof(bool);

    /// <summary>Whether its text is a number that may have a fraction; a span of time is its seconds.</summary>
    internal bool IsReal => ValueType == typeof(double) || ValueType == typeof(TimeSpan);

    /// <summary>Its value in <paramref name="options"/>; null where it is not set.</summary>
    public object? ValueIn(StylizeOptions options) => _property.GetValue(options);

    /// <summary>Its value in <paramref name="options"/> as text that <see cref="With"/> reads; null where it is not set.</summary>
    public string? TextIn(StylizeOptions options) => _property.GetValue(options) switch
    {
        null => null,
        Enum word => KebabCase(word.ToString()),
        bool isOn => isOn ? "true" : "false",
        TimeSpan time => time.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString(),
    };

    /// <summary>The options with this one set from text.</summary>
    /// <param name="options">The options to start from; they are not changed.</param>
    /// <param name="text">The value as a user writes it.</param>
    /// <exception cref="FormatException">The text is no such value; the message says what is expected, as a clause.</exception>
    public StylizeOptions With(StylizeOptions options, string text) => WithValue(options, Parse(text));

    /// <summary>The options with this one set.</summary>
    internal StylizeOptions WithValue(StylizeOptions options, object? value)
    {
        var copy = options with { };
        _property.SetValue(copy, value);
        return copy;
    }

    private object Parse(string text)
    {
        if (ValueType == typeof(string))
        {
            return text;
        }

        if (IsSwitch)
        {
            return bool.TryParse(text, out var isOn) ? isOn : throw new FormatException("expected true or false");
        }

        if (ValueType.IsEnum)
        {
            var index = Choices.ToList().IndexOf(text);
            return index >= 0
                ? Enum.GetValues(ValueType).GetValue(index)!
                : throw new FormatException($"expected {string.Join(", ", Choices)}");
        }

        if (IsReal)
        {
            object? value = NumberText.TryParse(text, out var number) ? ValueType == typeof(TimeSpan) ? Seconds.Span(number) : number : null;
            return value ?? throw new FormatException(ExpectedNumber() + NumberText.Advice(text));
        }

        try
        {
            return _parse!.Invoke(null, [text, CultureInfo.InvariantCulture])!;
        }
        catch (TargetInvocationException e) when (e.InnerException is FormatException or OverflowException)
        {
            throw new FormatException(Range is null ? e.InnerException.Message : ExpectedNumber(), e.InnerException);
        }
    }

    private string ExpectedNumber() => Range is null ? "expected a number" : $"expected a number from {Range.Minimum} to {Range.Maximum}";

    // BFloat16 would become "b-float16": a capital that follows a capital does not begin a word.
    private static string KebabCase(string name) =>
        name is nameof(Networks.Precision.BFloat16) ? "bfloat16" : JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
