using Atelier.Imaging;
using PureHDF;
using PureHDF.VOL.Native;

namespace Atelier.Networks.Weights;

/// <summary>A Keras <c>.h5</c> file: groups named for the layers, with their arrays below. Names are the paths within the file.</summary>
internal sealed class KerasSource : WeightsSource
{
    // Links may form circles.
    private const int DeepestGroup = 8;
    private const int MostTensors = 10_000;

    private readonly string _path;
    private readonly NativeFile _file;
    private readonly List<NativeDataset> _datasets = [];
    private readonly List<WeightInfo> _tensors = [];

    /// <summary>Lists the arrays.</summary>
    public KerasSource(string path)
    {
        _path = path;
        NativeFile? file = null;
        try
        {
            _file = file = H5File.OpenRead(path);
            Visit(_file, "", 0);
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or NetworkException))
        {
            file?.Dispose();
            throw Damaged(exception);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>How an HDF5 file starts.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1a, (byte)'\n'];

    public override IReadOnlyList<WeightInfo> Tensors => _tensors;

    public override void Read(int index, Span<float> destination)
    {
        var dataset = _datasets[index];
        try
        {
            if (_tensors[index].Format == NumberFormat.Float32)
            {
                dataset.Read(destination);
                return;
            }

            var stored = new byte[checked(destination.Length * _tensors[index].Format.Size())];
            dataset.Read(stored.AsSpan());
            NumberFormats.ToFloat32(stored, _tensors[index].Format, destination);
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or NetworkException))
        {
            throw Damaged(exception);
        }
    }

    public override void Dispose() => _file.Dispose();

    private void Visit(IH5Group group, string prefix, int depth)
    {
        if (depth > DeepestGroup || _tensors.Count > MostTensors)
        {
            throw WeightsError.In(_path, $"its groups nest deeper than {DeepestGroup} levels or hold more than {MostTensors} arrays, which no VGG-19 does; use another file");
        }

        foreach (var child in group.Children())
        {
            var name = prefix + child.Name;
            if (child is IH5Group inner)
            {
                Visit(inner, name + "/", depth + 1);
            }
            else if (child is NativeDataset { Layout.Class: not H5DataLayoutClass.VirtualStorage } dataset)
            {
                var shape = dataset.Space.Dimensions.Select(d => checked((long)d)).ToArray();
                _datasets.Add(dataset);
                _tensors.Add(new WeightInfo(name, shape, FormatOf(dataset.Type)));
            }
        }
    }

    private static NumberFormat FormatOf(IH5DataType type) => (type.Class, type.Size) switch
    {
        (H5DataTypeClass.FloatingPoint, 2) => NumberFormat.Float16,
        (H5DataTypeClass.FloatingPoint, 4) => NumberFormat.Float32,
        (H5DataTypeClass.FloatingPoint, 8) => NumberFormat.Float64,
        _ => NumberFormat.Other,
    };

    // A damaged file can make the reader fail in any way.
    private NetworkException Damaged(Exception cause) => WeightsError.IsOutOfFiles(cause)
        ? WeightsError.Unreadable(_path, cause)
        : WeightsError.In(_path, $"it starts as an HDF5 file but cannot be read as one ({PictureFile.Reason(cause, _path)}); fetch it again", cause);
}
