using System.CommandLine;
using System.CommandLine.Invocation;

namespace Atelier.Benchmarks;

/// <summary>Runs a benchmark by its words. What is wrong with the words, or in the way of the benchmark, is one line.</summary>
internal static class BenchmarkProgram
{
    /// <summary>Runs it and returns the exit code.</summary>
    public static int Run(RootCommand root, string[] args)
    {
        try
        {
            var words = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
            if (words.Errors.Count > 0 && words.Action is null or ParseErrorAction)
            {
                Console.Error.WriteLine($"{string.Join("; ", words.Errors.Select(e => OneLine(e.Message).TrimEnd('.')))}. Try --help.");
                return 2;
            }

            return words.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception error) when (Environment.GetEnvironmentVariable("ATELIER_DEBUG") != "1")
        {
            Console.Error.WriteLine(OneLine(error is NetworkException { Code: MessageCodes.NoNetwork } ? $"{error.Message} Here: 'atelier networks pull vgg19'." : error.Message));
            return error is OptionsException ? 2 : 1;
        }
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
