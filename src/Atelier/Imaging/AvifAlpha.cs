using System.Buffers.Binary;

namespace Atelier.Imaging;

/// <summary>
/// Puts exact alpha into a lossy AVIF file. The encoder has one quality for colours and alpha, which are items of their own in the
/// file (ISO/IEC 23000-22); so that of a file of the best quality, at which alpha loses nothing, takes the place of the other.
/// </summary>
internal static class AvifAlpha
{
    /// <summary>The file with the alpha of another one of the same size; null where one of them is laid out otherwise than expected.</summary>
    /// <param name="file">An AVIF file with alpha.</param>
    /// <param name="exact">Another, whose alpha is taken.</param>
    public static byte[]? Replace(byte[] file, byte[] exact)
    {
        try
        {
            return Layout.Of(file) is { } layout && Layout.Of(exact) is { } other ? layout.With(other.Alpha) : null;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null; // it ends within a box
        }
    }

    private static IEnumerable<Box> Boxes(byte[] file, int start, int end)
    {
        for (var at = start; at + 8 <= end;)
        {
            var size = (int)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (size < 8 || size > end - at)
            {
                yield break; // to the end of the file, or with 64 bits: not written by our encoder
            }

            yield return new Box(System.Text.Encoding.Latin1.GetString(file, at + 4, 4), at + 8, at + size);
            at += size;
        }
    }

    private readonly record struct Box(string Type, int Start, int End);

    // An item's data, and where the file says where it lies.
    private readonly record struct Item(int Id, int OffsetAt, int LengthAt, int Offset, int Length);

    private sealed class Layout
    {
        private readonly byte[] _file;
        private readonly Box _data;
        private readonly IReadOnlyList<Item> _items;
        private readonly Item _alpha;

        private Layout(byte[] file, Box data, IReadOnlyList<Item> items, Item alpha) => (_file, _data, _items, _alpha) = (file, data, items, alpha);

        public ReadOnlySpan<byte> Alpha => _file.AsSpan(_alpha.Offset, _alpha.Length);

        // A file of which the data are the last box, every item is one piece of them, and one is the alpha of another.
        public static Layout? Of(byte[] file)
        {
            var boxes = Boxes(file, 0, file.Length).ToList();
            if (boxes is not [.., { Type: "mdat" } data] || data.End != file.Length || boxes.Find(b => b.Type == "meta") is not { Start: > 0 } meta)
            {
                return null;
            }

            var inMeta = Boxes(file, meta.Start + 4, meta.End).ToList();
            if (inMeta.Find(b => b.Type == "iloc") is not { Start: > 0 } location || inMeta.Find(b => b.Type == "iref") is not { Start: > 0 } references)
            {
                return null;
            }

            var items = Items(file, location);
            var auxiliary = Boxes(file, references.Start + 4, references.End).Where(b => b.Type == "auxl").ToList();
            var isWide = file[references.Start] != 0;
            return items is not null && auxiliary is [var only] && !isWide
                && items.All(i => i.Offset >= data.Start && i.Length >= 0 && i.Length <= data.End - i.Offset)
                && items.Find(i => i.Id == BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(only.Start))) is { Id: > 0 } alpha
                    ? new Layout(file, data, items, alpha)
                    : null;
        }

        public byte[] With(ReadOnlySpan<byte> alpha)
        {
            var result = new byte[_data.Start + _items.Sum(i => i.Length) - _alpha.Length + alpha.Length];
            _file.AsSpan(0, _data.Start).CopyTo(result);
            BinaryPrimitives.WriteUInt32BigEndian(result.AsSpan(_data.Start - 8), (uint)(result.Length - _data.Start + 8));
            var at = _data.Start;
            foreach (var item in _items)
            {
                var bytes = item == _alpha ? alpha : _file.AsSpan(item.Offset, item.Length);
                bytes.CopyTo(result.AsSpan(at));
                BinaryPrimitives.WriteUInt32BigEndian(result.AsSpan(item.OffsetAt), (uint)at);
                BinaryPrimitives.WriteUInt32BigEndian(result.AsSpan(item.LengthAt), (uint)bytes.Length);
                at += bytes.Length;
            }

            return result;
        }

        // ISO/IEC 14496-12, 8.11.3; null where offsets are not plain ones of 32 bits.
        private static List<Item>? Items(byte[] file, Box box)
        {
            var version = file[box.Start];
            if (version > 1 || file[box.Start + 4] != 0x44 || file[box.Start + 5] != 0)
            {
                return null;
            }

            List<Item> items = [];
            var count = Short(box.Start + 6);
            var at = box.Start + 8;
            for (var i = 0; i < count; i++)
            {
                var id = Short(at);
                var method = version == 1 ? Short(at + 2) : 0;
                at += version == 1 ? 6 : 4;
                if (method != 0 || Short(at) != 1)
                {
                    return null;
                }

                items.Add(new Item(id, at + 2, at + 6, Long(at + 2), Long(at + 6)));
                at += 10;
            }

            return items;

            int Short(int place) => BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(place));

            int Long(int place) => (int)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(place));
        }
    }
}
