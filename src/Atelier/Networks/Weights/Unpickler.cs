namespace Atelier.Networks.Weights;

/// <summary>
/// Reads the pickles of PyTorch files. Pickle is a small stack machine whose opcodes can call anything; this one knows
/// only the opcodes that a dictionary of tensors needs, and makes only the objects that <see cref="PickleGlobal"/> allows.
/// Values are null, bool, long, BigInteger, double, string, object[] (tuple), List, Dictionary and the types of PickleGlobal.cs.
/// </summary>
internal ref struct Unpickler
{
    private const int MostObjects = 1 << 20;
    private const int MostMarks = 64;

    private readonly string _path;
    private readonly Stack<object?> _stack = new();
    private readonly Stack<int> _marks = new();
    private readonly Dictionary<int, object?> _memo = [];
    private readonly Action<PickleStorage>? _onStorage;
    private PickleReader _reader;

    private Unpickler(string path, ReadOnlySpan<byte> bytes, Action<PickleStorage>? onStorage)
    {
        _onStorage = onStorage;
        _path = path;
        _reader = new PickleReader(path, bytes);
    }

    /// <summary>Reads one pickled object.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="bytes">Bytes that start with the pickle and may go on after it.</param>
    /// <param name="length">How many bytes the pickle has.</param>
    /// <param name="onStorage">Receives every storage that the pickle refers to.</param>
    /// <exception cref="NetworkException">It is damaged, or names something that is not on the allow-list.</exception>
    public static object? Read(string path, ReadOnlySpan<byte> bytes, out int length, Action<PickleStorage>? onStorage = null)
    {
        var unpickler = new Unpickler(path, bytes, onStorage);
        var result = unpickler.Run();
        length = unpickler._reader.Position;
        return result;
    }

    private object? Run()
    {
        while (true)
        {
            var opcode = _reader.Byte();
            if (opcode == '.')
            {
                return Pop();
            }

            Execute(opcode);
            if (_stack.Count > MostObjects || _memo.Count > MostObjects || _marks.Count > MostMarks)
            {
                throw Damaged($"nests or lists more than any network does (limits: {MostMarks} levels, {MostObjects} objects)");
            }
        }
    }

    private void Execute(byte opcode)
    {
        switch (opcode)
        {
            case 0x80: // PROTO
                Check(_reader.Byte() <= 5, "is of an unknown protocol");
                break;
            case 0x95: // FRAME
                _reader.Take(8);
                break;
            case (byte)'(':
                _marks.Push(_stack.Count);
                break;
            case (byte)'q':
                _memo[_reader.Byte()] = Top();
                break;
            case (byte)'r':
                _memo[_reader.Int32()] = Top();
                break;
            case 0x94: // MEMOIZE
                _memo[_memo.Count] = Top();
                break;
            case (byte)'b': // BUILD: hangs version numbers on dictionaries and hooks on parameters, which nothing here needs
                Pop();
                Check(Top() is Dictionary<object, object?> or PickleTensor, "sets attributes of something else than a dictionary or tensor");
                break;
            case (byte)'a':
                Append([Pop()]);
                break;
            case (byte)'e':
                Append(PopToMark());
                break;
            case (byte)'s':
                SetItems(PopLast(2));
                break;
            case (byte)'u':
                SetItems(PopToMark());
                break;
            default:
                _stack.Push(Value(opcode));
                break;
        }
    }

    // The value that an opcode pushes.
    private object? Value(byte opcode) => opcode switch
    {
        (byte)'N' => null,
        0x88 => true,
        0x89 => false,
        (byte)'J' => (long)_reader.Int32(),
        (byte)'K' => (long)_reader.Byte(),
        (byte)'M' => (long)_reader.UInt16(),
        0x8a => _reader.Integer(_reader.Byte()), // LONG1
        (byte)'G' => _reader.Double(),
        (byte)'X' or (byte)'T' => _reader.Text(_reader.Int32()), // BINUNICODE, and Python 2's BINSTRING
        0x8c or (byte)'U' => _reader.Text(_reader.Byte()), // SHORT_BINUNICODE, and Python 2's SHORT_BINSTRING
        (byte)'}' => new Dictionary<object, object?>(),
        (byte)']' => new List<object?>(),
        (byte)')' => Array.Empty<object?>(),
        >= 0x85 and <= 0x87 => PopLast(opcode - 0x84), // TUPLE1 to TUPLE3
        (byte)'t' => PopToMark(),
        (byte)'h' => Get(_reader.Byte()),
        (byte)'j' => Get(_reader.Int32()),
        (byte)'c' => PickleGlobal.Of(_path, _reader.Line(), _reader.Line()),
        0x93 => Pop() is string name && Pop() is string module // STACK_GLOBAL
            ? PickleGlobal.Of(_path, module, name)
            : throw Damaged("names a class by something else than text"),
        (byte)'Q' => Storage(),
        (byte)'R' or 0x81 => PopLast(2) is [PickleGlobal function, object?[] arguments] // REDUCE, and NEWOBJ of files of 2017
            ? function.Call(_path, arguments)
            : throw Damaged("calls something that is no function"),
        _ => throw Damaged($"uses opcode 0x{opcode:x2}, which no file of weights needs and Atelier does not run"),
    };

    private readonly PickleStorage Storage()
    {
        var storage = PickleGlobal.Storage(_path, Pop());
        _onStorage?.Invoke(storage);
        return storage;
    }

    private readonly object? Get(int index) =>
        _memo.TryGetValue(index, out var value) ? value : throw Damaged("refers to an object that is not there");

    private readonly void Append(object?[] items) =>
        (Top() as List<object?> ?? throw Damaged("appends to something else than a list")).AddRange(items);

    private readonly void SetItems(object?[] items) => PickleGlobal.AddItems(
        _path, Top() as Dictionary<object, object?> ?? throw Damaged("sets items of something else than a dictionary"), items);

    private readonly object? Top() => Available > 0 ? _stack.Peek() : throw Damaged("takes from an empty stack");

    private readonly object? Pop() => Available > 0 ? _stack.Pop() : throw Damaged("takes from an empty stack");

    private readonly int Available => _stack.Count - (_marks.Count > 0 ? _marks.Peek() : 0);

    private readonly object?[] PopToMark()
    {
        Check(_marks.Count > 0, "ends a list that it did not begin");
        var items = PopLast(Available);
        _marks.Pop();
        return items;
    }

    private readonly object?[] PopLast(int count)
    {
        var items = new object?[count];
        for (var i = count - 1; i >= 0; i--)
        {
            items[i] = Pop();
        }

        return items;
    }

    private readonly void Check(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw Damaged(otherwise);
        }
    }

    private readonly NetworkException Damaged(string problem) => PickleGlobal.Damaged(_path, problem);
}
