using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Training.Tests;

/// <summary>What is trained is what Atelier runs.</summary>
public class StudentEngineTests
{
    [Fact]
    public void Forward_OfTheEnginesStudent_IsTheTrainingsTimesTheScales()
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var engine = Engine.Choose(DeviceChoice.Cpu, Precision.Float32);
        manual_seed(3);
        var (student, bases) = (new StudentNetwork(engine), Bases());
        foreach (var name in student.Parameters.Keys.Where(n => n.StartsWith("taps", StringComparison.Ordinal)))
        {
            student.Set(name, randn_like(student.Parameters[name]));
        }

        using var network = StudentEngine.Of(student.Parameters, bases, engine, PaddingKind.Zero);
        var pictures = rand(2, 3, 32, 48);
        var layers = bases.Keys.ToArray();
        using var maps = network.Forward(pictures, layers);

        var expected = student.Taps(pictures);
        Assert.All(layers, l => Assert.InRange(
            ((maps[l] - expected[l].Multiply(bases[l].Scale)).norm() / maps[l].norm()).item<float>(), 0, 1e-4f), throwIfEmpty: true);
        Assert.All(layers, l => Assert.Equal(bases[l].Channels, network.ChannelsOf(l)));
    }

    internal static Dictionary<string, TapBasis> Bases() => CompactDesign.Taps.Index().ToDictionary(
        t => t.Item.Layer, t => new TapBasis(eye(t.Item.Rank, 2 * t.Item.Rank), 10 + t.Index, 0.9));
}
