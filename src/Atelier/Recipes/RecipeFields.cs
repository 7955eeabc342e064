using System.Globalization;
using System.Text.Json;
using Atelier.Networks.Weights;

namespace Atelier.Recipes;

/// <summary>The fields of a JSON object as they are asked for; what is missing, wrong or left over becomes a fault.</summary>
internal sealed class RecipeFields
{
    private readonly JsonElement _object;
    private readonly string _prefix;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>The fields of a whole recipe.</summary>
    public RecipeFields(JsonElement root)
        : this(root, "", [])
    {
    }

    private RecipeFields(JsonElement element, string prefix, List<FormattableString> faults)
    {
        _object = element;
        _prefix = prefix;
        Faults = faults;
    }

    /// <summary>The faults of the whole recipe so far, each a clause.</summary>
    public List<FormattableString> Faults { get; }

    /// <summary>Whether there is such a field, and it is not null.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>Adds faults found elsewhere.</summary>
    public void Add(params IEnumerable<FormattableString> faults) => Faults.AddRange(faults);

    /// <summary>Adds a fault for each field that nobody asked for.</summary>
    public void NameUnknown()
    {
        if (_object.ValueKind == JsonValueKind.Object)
        {
            Faults.AddRange(_object.EnumerateObject().Where(p => !_known.Contains(p.Name)).Select(p => (FormattableString)$"unknown field {Quoted.Text(_prefix + p.Name)}"));
        }
    }

    /// <summary>A text that passes a test; empty where it is faulty.</summary>
    public string Text(string name, Predicate<string> test, string expected)
    {
        if (Find(name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { } text && test(text))
        {
            return text;
        }

        Fault(name, $"expected {expected}");
        return "";
    }

    /// <summary>A text that is not empty, converted; empty where it is faulty.</summary>
    public string Converted(string name, Func<string, string> convert) =>
        Text(name, t => t.Length > 0, "a path") is { Length: > 0 } text ? Try(name, () => convert(text)) ?? "" : "";

    /// <summary>A whole number from a range; the lowest where it is faulty.</summary>
    public int Integer(string name, int low, int high, int step = 1)
    {
        if (Find(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) && number >= low && number <= high && (number - low) % step == 0)
        {
            return number;
        }

        Fault(name, step == 1 ? $"expected a whole number from {low} to {high}" : $"expected {low} or {high}");
        return low;
    }

    /// <summary>A number from a range; null where there is none, or it is faulty.</summary>
    public double? OptionalNumber(string name, double low, double high)
    {
        if (!Has(name))
        {
            return null;
        }

        if (Find(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) && number >= low && number <= high)
        {
            return number;
        }

        Fault(name, string.Create(CultureInfo.InvariantCulture, $"expected a number from {low:R} to {high:R}"));
        return null;
    }

    /// <summary>The index of a word; -1 where it is faulty.</summary>
    public int Choice(string name, IReadOnlyList<string> words) =>
        words.ToList().IndexOf(Text(name, words.Contains, string.Join(", ", words)));

    /// <summary>The text of an option's value, as a user would write it; null where it is not set.</summary>
    public string? Option(StylizeOption option)
    {
        if (Find(option.Name) is not { } value)
        {
            return null;
        }

        var type = RecipeOptions.JsonType(option);
        var text = (type, value.ValueKind) switch
        {
            ("string", JsonValueKind.String) => value.GetString(),
            ("integer" or "number", JsonValueKind.Number) => value.GetRawText(),
            ("boolean", JsonValueKind.True or JsonValueKind.False) => value.GetRawText(),
            _ => null,
        };
        if (text is null)
        {
            Fault(option.Name, $"expected a value of type {type}");
        }

        return text;
    }

    /// <summary>The result of a conversion; null, with a fault, where it fails.</summary>
    public T? Try<T>(string name, Func<T> convert)
        where T : class
    {
        try
        {
            return convert();
        }
        catch (FormatException error)
        {
            Fault(name, error.Message);
            return null;
        }
    }

    /// <summary>The fields of an object; none where it is faulty.</summary>
    public RecipeFields Object(string name)
    {
        if (Find(name) is { ValueKind: JsonValueKind.Object } value)
        {
            return new RecipeFields(value, $"{_prefix}{name}.", Faults);
        }

        Fault(name, "expected an object");
        return new RecipeFields(default, $"{_prefix}{name}.", []); // one fault for it is enough
    }

    /// <summary>The fields of an object that may be missing.</summary>
    public RecipeFields? OptionalObject(string name) => Has(name) ? Object(name) : null;

    /// <summary>The fields of each object of a list; a list that may be empty may be missing.</summary>
    public IReadOnlyList<RecipeFields> Objects(string name, int atLeast)
    {
        if (Find(name) is not { } list)
        {
            if (atLeast > 0)
            {
                Fault(name, "expected a list");
            }

            return [];
        }

        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() < atLeast || list.EnumerateArray().Any(e => e.ValueKind != JsonValueKind.Object))
        {
            Fault(name, $"expected a list of {(atLeast > 0 ? $"at least {atLeast} " : "")}objects");
            return [];
        }

        return [.. list.EnumerateArray().Select((e, i) => new RecipeFields(e, $"{_prefix}{name}[{i}].", Faults))];
    }

    private JsonElement? Find(string name)
    {
        _known.Add(name);
        return _object.ValueKind == JsonValueKind.Object && _object.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private void Fault(string name, string expected)
    {
        var found = Find(name) is { } value ? $", not {Quoted.Text(value.GetRawText())}" : ", found nothing";
        Faults.Add($"{_prefix}{name}: {Quoted.Line(expected)}{found}");
    }
}
