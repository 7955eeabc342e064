using System.Runtime.Intrinsics.X86;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Networks;

/// <summary>Where and in which number format a network runs.</summary>
/// <param name="Device">The device.</param>
/// <param name="Format">The number format of feature maps and weights.</param>
internal sealed record Engine(Device Device, ScalarType Format)
{
    /// <summary>Starts the engine and picks a device and a number format.</summary>
    /// <exception cref="StylizeException">The device is not there, or the engine cannot be loaded.</exception>
    public static Engine Choose(DeviceChoice choice, Precision precision)
    {
        TorchRuntime.Start();
        var device = Pick(choice);
        var bfloat16 = precision == Precision.BFloat16 || (precision == Precision.Auto && IsFastAtBFloat16(device));
        return new Engine(device, bfloat16 ? ScalarType.BFloat16 : ScalarType.Float32);
    }

    /// <summary>The device and the format, such as <c>cpu, bfloat16</c>.</summary>
    public override string ToString() => $"{Device}, {(Format == ScalarType.BFloat16 ? "bfloat16" : "float32")}";

    private static Device Pick(DeviceChoice choice)
    {
        switch (choice.Kind)
        {
            case DeviceKind.Auto when cuda_is_available():
                return device("cuda:0");
            case DeviceKind.Auto when mps_is_available():
                return device("mps");
            case DeviceKind.Auto or DeviceKind.Cpu:
                return CPU;
            case DeviceKind.Cuda when !cuda_is_available():
                throw NoDevice($"{new OptionName("device")} cuda: libtorch finds no CUDA device here. Build with -p:AtelierCuda=true on a machine with an NVIDIA GPU, or use {new OptionName("device")} cpu.");
            case DeviceKind.Cuda when choice.Index >= cuda.device_count():
                throw NoDevice($"{new OptionName("device")} {choice}: the CUDA devices here are numbered from 0 to {cuda.device_count() - 1}.");
            case DeviceKind.Cuda:
                return device($"cuda:{choice.Index}");
            case DeviceKind.Mps when !mps_is_available():
                throw NoDevice($"{new OptionName("device")} mps: libtorch finds no Apple GPU here. Use {new OptionName("device")} cpu.");
            default:
                return device("mps");
        }
    }

    private static StylizeException NoDevice(FormattableString text) => new(new Message(MessageCodes.NoDevice, text, "device"));

    // Elsewhere bfloat16 is emulated, and slower than float32.
    private static bool IsFastAtBFloat16(Device device)
    {
        if (device.type != TorchSharp.DeviceType.CPU)
        {
            return device.type == TorchSharp.DeviceType.CUDA;
        }

        if (!Avx512F.IsSupported) // the system must save the wide registers too, which this asks
        {
            return false;
        }

        var highest = X86Base.CpuId(7, 0);
        var avx512 = highest.Eax >= 1 && (X86Base.CpuId(7, 1).Eax & (1 << 5)) != 0; // AVX512_BF16
        var amx = (highest.Edx & (1 << 22)) != 0; // AMX-BF16
        return avx512 || amx;
    }
}
