using System.CommandLine;
using System.Globalization;
using Atelier.Cli.Reporting;
using Atelier.Cli.Running;
using Atelier.Cli.Stylizing;
using Atelier.Imaging;
using Atelier.Networks;

namespace Atelier.Cli.Evaluating;

/// <summary><c>atelier evaluate</c>.</summary>
internal static class EvaluateCommand
{
    public static Command Build(CommandConsole console)
    {
        var image = new Argument<string>("IMAGE") { Description = "the picture to judge" };
        var content = new Option<string>("--content") { HelpName = "FILE", Required = true, Description = "the content picture that it was made from" };
        var style = new Option<string[]>("--style")
        {
            HelpName = "STYLE",
            Required = true,
            Description = "the style picture that it was made from, or a folder of pictures, which are mixed; may be given several times",
        };
        var weights = new Option<string>("--style-weights") { HelpName = "W,…", Description = "how much each of several styles counts, such as 3,1 [default: all alike]" };
        var network = new Option<string>("--network") { HelpName = "NAME|FILE", Description = "name or weights file of the network (default: $ATELIER_NETWORK, else one that is installed; compact, the embedded one, only where it is named)" };
        var device = new Option<string>("--device") { HelpName = "DEVICE", Description = "where the network runs: auto, cpu, cuda, cuda:N or mps [default: auto]" };
        var json = new Option<bool>("--json") { Description = "print JSON" };
        var command = new Command("evaluate", "Prints the losses of IMAGE at the pictures' own sizes, in float32.") { image, content, style, weights, network, device, json };
        command.SetAction(words =>
        {
            var folders = words.GetRequiredValue(style).Select(PictureFolder.Expand).ToList();
            string[] styles = [.. folders.SelectMany(f => f)];
            var shares = PictureFolder.Shares(Weights(words.GetValue(weights), folders.Count), folders);
            var where = Device(words.GetValue(device));
            string[] paths = [words.GetRequiredValue(image), words.GetRequiredValue(content), .. styles];
            if (StandardInputWords.Faults(paths).ToArray() is [_, ..] faults)
            {
                throw new OptionsException(faults);
            }

            foreach (var path in paths)
            {
                PictureReader.Inspect(path);
            }

            List<Message> warnings = [];
            var pictures = paths.Select(p => Picture.Load(p, null, warnings.Add)).ToArray();
            var result = Evaluation.Run(
                pictures[0], pictures[1], [.. pictures[2..].Zip(styles, (p, path) => new StylePicture(p) { Name = path })], shares, words.GetValue(network), where);
            warnings.ForEach(w => console.Error.WriteLine(RunText.Warning(w))); // after the engine, so that its fault is the only line
            if (words.GetValue(json))
            {
                JsonLine.Write(console.OpenOutput(), JsonLine.Of(result));
            }
            else
            {
                WriteTable(result, console.Output);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    internal static void WriteTable(EvaluationResult result, TextWriter writer)
    {
        writer.WriteLine($"{result.Width}×{result.Height}, {result.Network}");
        WriteRows("content", result.Content);
        WriteRows("style", result.Style);
        WriteRows("tv", [new("l1", result.TvL1), new("l2", result.TvL2)]);

        void WriteRows(string term, IEnumerable<KeyValuePair<string, double>> losses)
        {
            foreach (var (layer, loss) in losses)
            {
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{term,-8} {layer,-8} {loss,14:G7}"));
            }
        }
    }

    private static StyleWeights? Weights(string? text, int styles)
    {
        if (text is null)
        {
            return null;
        }

        var options = new StylizeOptions
        {
            StyleWeights = StyleWeights.TryParse(text, null, out var weights)
                ? weights
                : throw new OptionsException(Fault.Of("style-weights", $"expected one number a style, such as 3,1, not \"{text}\"")),
        };
        options.Validate();
        return StyleErrors.Of(options, styles, regions: 0) is [_, ..] faults ? throw new OptionsException(faults) : weights;
    }

    private static DeviceChoice Device(string? text) =>
        DeviceChoice.TryParse(text ?? "auto", null, out var device)
            ? device
            : throw new OptionsException(Fault.Of("device", $"expected auto, cpu, cuda, cuda:N or mps, not \"{text}\""));
}
