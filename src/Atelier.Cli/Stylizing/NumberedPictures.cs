using System.Globalization;
using Atelier.Cli.Running;
using Atelier.Imaging;

namespace Atelier.Cli.Stylizing;

/// <summary>Writes the picture every so many steps, numbered by the steps done, beside the output.</summary>
/// <param name="output">The output of the run.</param>
/// <param name="every">How many steps lie between two.</param>
/// <param name="interrupt">Waits for a file that is being written.</param>
/// <param name="warn">Told, once, that one could not be written: the run is worth more than its numbered pictures.</param>
internal sealed class NumberedPictures(OutputChoice output, int every, Interrupt interrupt, Action<Message> warn)
{
    private bool _hasWarned;

    /// <summary>The file of a step: <c>out.png</c> becomes <c>out-0050.png</c>.</summary>
    public static string PathOf(string output, int step) => Path.Combine(
        Path.GetDirectoryName(output) ?? "",
        string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(output)}-{step:0000}{Path.GetExtension(output)}"));

    /// <summary>Whether a numbered picture of this output could fall on this file.</summary>
    public static bool CouldOverwrite(string output, string file)
    {
        var prefix = Path.GetFullPath(Path.ChangeExtension(output, null)) + "-";
        var stem = Path.GetFullPath(Path.ChangeExtension(file, null));
        return Path.GetExtension(output).Equals(Path.GetExtension(file), StringComparison.OrdinalIgnoreCase)
            && stem.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            && stem.Length >= prefix.Length + 4
            && stem.AsSpan(prefix.Length).IndexOfAnyExceptInRange('0', '9') < 0;
    }

    public void Report(StylizeProgress value)
    {
        if (value.Picture is { } picture && value.StepsDone % every == 0)
        {
            interrupt.Write(() => Write(picture, PathOf(output.Path, value.StepsDone)));
        }
    }

    private void Write(Picture picture, string path)
    {
        try
        {
            picture.Save(path, output.Writing);
        }
        catch (PictureException error)
        {
            if (!_hasWarned)
            {
                warn(error.Details);
            }

            _hasWarned = true;
        }
    }
}
