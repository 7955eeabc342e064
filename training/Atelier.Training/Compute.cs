using static TorchSharp.torch;

namespace Atelier.Training;

/// <summary>Where and in which format the networks run.</summary>
/// <param name="Device">The device.</param>
/// <param name="Type">The number format inside the networks; everything else is float32.</param>
internal sealed record Compute(Device Device, ScalarType Type)
{
    /// <summary>The same values on the device and in the network's format, channels innermost in memory: faster convolutions.</summary>
    public Tensor Prepare(Tensor t)
    {
        using var scope = NewDisposeScope();
        return ChannelsLast(t.to(Type, Device)).MoveToOuterDisposeScope();
    }

    /// <summary>(N, C, H, W) as before, with the channels innermost in memory.</summary>
    public static Tensor ChannelsLast(Tensor t)
    {
        using var scope = NewDisposeScope();
        return t.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }
}
