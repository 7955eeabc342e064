using System.Globalization;
using Atelier.Checkpoints;
using Atelier.Imaging.Storage;
using Atelier.Networks.Runtime;
using Atelier.Optimization;
using Atelier.Tests.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Tests.Checkpoints;

/// <summary>An optimiser whose arrays lie in a scratch file, for want of memory, needs none for its checkpoints either.</summary>
[Collection(nameof(TensorMemoryTests))] // what is resident is of the whole process
public sealed class CheckpointMemoryTests : IDisposable
{
    private const int Side = 2048; // 48 MiB a picture, of which the optimiser has five

    private readonly TemporaryFolder _folder = new();

    public CheckpointMemoryTests() => Assert.SkipUnless(TemporaryMappedFile.IsSupported, "Only 64-bit Linux has scratch files.");

    private string Place => _folder.File("run.atelier");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WriteAndRestore_OptimizerInAScratchFile_KeepItThereAndHaveTheSameBytes()
    {
        using var scope = NewDisposeScope();
        var scratch = new TensorScratch(_folder.Path);
        var start = Picture(scratch);
        using var moments = AdamMoments.For(start, scratch);
        using var painting = Painting(start, moments, scratch);
        painting.Step();
        painting.Step();

        var written = Rise(() => CheckpointWriter.Write(Place, Header, new Dictionary<string, Tensor>(painting.State.Tensors) { [CheckpointSession.ImageName] = painting.Image }));

        using var file = CheckpointFile.Open(Place);
        using var restoredMoments = AdamMoments.For(start, scratch);
        Tensor? image = null;
        Adam? restored = null;
        var before = TensorMemory.InUse;
        var read = Rise(() =>
        {
            image = file.Read(CheckpointSession.ImageName, null, scratch);
            restored = Painting(image, restoredMoments, scratch);
            restored.Restore(new SavedState(painting.State.Numbers, file.ShapeOf, file.ReadInto), painting.Losses);
        });
        using var ends = restored;

        Assert.Equal(before, TensorMemory.InUse);
        Assert.InRange(written, 0, 80 << 20);
        Assert.InRange(read, 0, 80 << 20);
        AssertSame();
        painting.Step();
        restored!.Step();
        AssertSame();

        void AssertSame()
        {
            Assert.True(painting.Image.allclose(restored!.Image, 0, 0));
            Assert.All(painting.State.Tensors, t => Assert.True(t.Value.allclose(restored.State.Tensors[t.Key], 0, 0), t.Key));
        }
    }

    private static CheckpointHeader Header => new()
    {
        Format = CheckpointHeader.CurrentFormat,
        Version = Atelier.Recipes.Recipe.CurrentVersion,
        Run = new RunIdentity(new Dictionary<string, string?>(), [], "", "", false, ""),
        Scale = 0,
        Scales = 1,
        Step = 2,
        Figures = new RunFigures(0, 0, 0, 0, LossValues.Zero),
    };

    private static Tensor Picture(TensorScratch scratch)
    {
        using var scope = NewDisposeScope();
        var values = TensorMath.Range(0, 3L * Side * Side, ScalarType.Float32).DivideInPlace(3f * Side * Side).view(1, 3, Side, Side);
        return Pieces.Copy(values, scratch).MoveToOuterDisposeScope();
    }

    private static Adam Painting(Tensor start, AdamMoments moments, TensorScratch scratch) => new(
        start,
        0.02,
        moments,
        image =>
        {
            var gradient = Pieces.Copy(image, scratch);
            return (new LossValues(1, new Dictionary<string, double> { ["content"] = 1 }), gradient.mul_(image));
        },
        scratch);

    // How much more is resident at the highest than before.
    private static long Rise(Action action)
    {
        TemporaryMappedFile.EvictPages();
        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", "5"); // the peak begins anew
        var before = Resident("VmRSS:");
        action();
        return Resident("VmHWM:") - before;
    }

    private static long Resident(string line) => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").Single(l => l.StartsWith(line, StringComparison.Ordinal))[line.Length..^2], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
}
