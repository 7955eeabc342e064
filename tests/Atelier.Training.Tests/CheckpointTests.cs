using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Training.Tests;

public sealed class CheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("atelier-checkpoint-").FullName;
    private readonly Engine _engine = Engine.Choose(DeviceChoice.Cpu, Precision.Float32);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_OfASavedCheckpoint_GivesEverythingBack()
    {
        using var scope = NewDisposeScope();
        var (student, bases, harvest) = (new StudentNetwork(_engine), StudentEngineTests.Bases(), new Harvest());
        var adam = new Adam(student.Parameters) { Steps = 7 };
        adam.Second["taps.relu4_1.bias"].FillInPlace(0.25);
        harvest.Add(rand(3, 5, 4));
        Checkpoint.Save(_folder, adam, student, bases, harvest, new Dictionary<string, string> { ["step"] = "12" });

        var (again, found, pictures) = (new StudentNetwork(_engine), new Dictionary<string, TapBasis>(), new Harvest());
        var its = new Adam(again.Parameters);
        var counts = Checkpoint.Load(_folder, its, again, found, pictures);

        Assert.Equal("12", counts!["step"]);
        Assert.Equal(7, its.Steps);
        Assert.All(student.Parameters, p => Assert.Equal(Tensors.Values(p.Value), Tensors.Values(again.Parameters[p.Key])), throwIfEmpty: true);
        Assert.All(student.Parameters.Keys, p => Assert.Equal(Tensors.Values(adam.Second[p]), Tensors.Values(its.Second[p])), throwIfEmpty: true);
        Assert.All(bases, b => Assert.Equal((b.Value.Scale, b.Value.Share), (found[b.Key].Scale, found[b.Key].Share)), throwIfEmpty: true);
        Assert.Equal(ScalarType.Float16, Assert.Single(pictures.Pictures).dtype);
        Assert.Equal(Tensors.Values(harvest.Pictures[0]), Tensors.Values(pictures.Pictures[0]));
    }

    [Fact]
    public void Load_WhereThereIsNone_IsNull()
    {
        var student = new StudentNetwork(_engine);

        Assert.Null(Checkpoint.Load(_folder, new Adam(student.Parameters), student, [], new Harvest()));
    }
}
