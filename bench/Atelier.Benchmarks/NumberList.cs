using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Atelier.Benchmarks;

/// <summary>Options that take several numbers, with commas or spaces between them.</summary>
internal static class NumberList
{
    /// <summary>An option that takes whole numbers.</summary>
    public static Option<int[]> Whole(string name, string description, params int[] otherwise) => new(name)
    {
        HelpName = "N,...",
        Description = description,
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => otherwise,
        CustomParser = words => Read<int>(
            words, "whole numbers such as 512,1024", text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null),
    };

    /// <summary>An option that takes numbers.</summary>
    public static Option<double[]> Real(string name, string description, params double[] otherwise) => new(name)
    {
        HelpName = "N,...",
        Description = description,
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => otherwise,
        CustomParser = words => Read<double>(words, "numbers such as 0.5,2", text => NumberText.TryParse(text, out var number) ? number : null),
    };

    private static T[]? Read<T>(ArgumentResult words, string expected, Func<string, T?> read)
        where T : struct
    {
        List<T> numbers = [];
        foreach (var text in words.Tokens.SelectMany(t => t.Value.Split(',')))
        {
            if (read(text) is not { } number)
            {
                words.AddError($"Expected {expected}, not \"{text}\"");
                return null;
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }
}
