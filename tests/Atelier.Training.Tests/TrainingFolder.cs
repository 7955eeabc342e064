using Atelier.Imaging;

namespace Atelier.Training.Tests;

/// <summary>A folder with a teacher, a few generated pictures, and what a training writes.</summary>
internal sealed class TrainingFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("atelier-training-").FullName;

    public TrainingFolder()
    {
        foreach (var name in new[] { "photos", "paintings", "work" })
        {
            Directory.CreateDirectory(File(name));
        }

        for (var i = 0; i < 3; i++)
        {
            Waves(140, 130, 0.1 + (0.07 * i)).Save(File($"photos/{i}.png"));
            Waves(130, 140, 0.5 + (0.2 * i)).Save(File($"paintings/{i}.png"));
        }

        Options = new TrainingOptions
        {
            Teacher = SmallTeacher.Write(File("teacher.safetensors")),
            Photos = File("photos"),
            Paintings = File("paintings"),
            Work = File("work"),
            Export = File("compact.safetensors"),
            Steps = 2,
            Batch = 2,
            Side = 64,
            FitBatches = 2,
            FitBatch = 4,
            FirstPairs = 1,
        };
    }

    /// <summary>A training of two steps.</summary>
    public TrainingOptions Options { get; }

    /// <summary>Everything that the log says.</summary>
    public string Log => System.IO.File.ReadAllText(File("work/training.log"));

    public string File(string name) => Path.Combine(_path, name);

    public void Dispose() => Directory.Delete(_path, recursive: true);

    public static Picture Waves(int width, int height, double frequency) =>
        new(width, height, [.. Enumerable.Range(0, 3 * width * height).Select(i => (float)(0.5 + (0.4 * Math.Sin(frequency * i) * Math.Cos(i / 997.0))))]);
}
