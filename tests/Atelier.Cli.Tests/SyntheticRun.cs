using Atelier.Imaging;

namespace Atelier.Cli.Tests;

/// <summary>Progress and results that no engine made.</summary>
internal static class SyntheticRun
{
    public static Picture Picture(int width = 4, int height = 3, float value = 0.5f)
    {
        var pixels = new float[width * height * 3];
        Array.Fill(pixels, value);
        return new Picture(width, height, pixels);
    }

    public static StylizeProgress Progress(int step = 34, Picture? picture = null) => new()
    {
        Scale = 2,
        Scales = 3,
        Width = 256,
        Height = 192,
        Step = step,
        Steps = 150,
        StepsDone = step,
        Losses = new LossValues(1.25, new Dictionary<string, double> { ["content"] = 0.75, ["style"] = 0.5, ["tv"] = 0.0625, ["range"] = double.NaN, ["preview"] = 0 }),
        Fraction = 0.41,
        Elapsed = TimeSpan.FromSeconds(31.5),
        Remaining = TimeSpan.FromSeconds(65),
        Picture = picture,
    };

    public static StylizeResult Result(StopReason stopped = StopReason.Finished) => new()
    {
        Picture = Picture(),
        Losses = new LossValues(1.25, new Dictionary<string, double> { ["content"] = 0.75, ["style"] = 0.5, ["tv"] = 0.0625, ["range"] = 0, ["preview"] = 0 }),
        Steps = 375,
        Elapsed = TimeSpan.FromSeconds(125),
        Stopped = stopped,
        Network = "vgg19",
        Engine = "cpu, bfloat16",
        Warnings = [new Message(MessageCodes.StepsRejected, $"a step was taken back")],
    };
}
