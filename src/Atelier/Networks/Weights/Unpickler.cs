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
            case (byte)'N':
                _stack.Push(null);
                break;
            case 0x88:
                _stack.Push(true);
                break;
            case 0x89:
                _stack.Push(false);
                break;
            case (byte)'J':
                _stack.Push((long)_reader.Int32());
                break;
            case (byte)'K':
                _stack.Push((long)_reader.Byte());
                break;
            case (byte)'M':
                _stack.Push((long)_reader.UInt16());
                break;
            case 0x8a: // LONG1
                var integer = _reader.Integer(_reader.Byte());
                _stack.Push(integer >= long.MinValue && integer <= long.MaxValue ? (long)integer : (object)integer);
                break;
            case (byte)'G':
                _stack.Push(_reader.Double());
                break;
            case (byte)'X' or (byte)'T': // BINUNICODE, and Python 2's BINSTRING
                _stack.Push(_reader.Text(_reader.Int32()));
                break;
            case 0x8c or (byte)'U': // SHORT_BINUNICODE, and Python 2's SHORT_BINSTRING
                _stack.Push(_reader.Text(_reader.Byte()));
                break;
            case (byte)'}':
                _stack.Push(new Dictionary<object, object?>());
                break;
            case (byte)']':
                _stack.Push(new List<object?>());
                break;
            case (byte)')':
                _stack.Push(Array.Empty<object?>());
                break;
            case >= 0x85 and <= 0x87: // TUPLE1 to TUPLE3
                _stack.Push(PopLast(opcode - 0x84));
                break;
            case (byte)'t':
                _stack.Push(PopToMark());
                break;
            case (byte)'h':
                Get(_reader.Byte());
                break;
            case (byte)'j':
                Get(_reader.Int32());
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
            case (byte)'c':
                _stack.Push(PickleGlobal.Of(_path, _reader.Line(), _reader.Line()));
                break;
            case 0x93: // STACK_GLOBAL
                _stack.Push(Pop() is string name && Pop() is string module
                    ? PickleGlobal.Of(_path, module, name)
                    : throw Damaged("names a class by something else than text"));
                break;
            case (byte)'Q':
                var storage = PickleGlobal.Storage(_path, Pop());
                _onStorage?.Invoke(storage);
                _stack.Push(storage);
                break;
            case (byte)'R' or 0x81: // REDUCE; NEWOBJ, by which files of 2017 make parameters
                var arguments = Pop() as object?[];
                _stack.Push(Pop() is PickleGlobal function && arguments is not null
                    ? function.Call(_path, arguments)
                    : throw Damaged("calls something that is no function"));
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
                throw Damaged($"uses opcode 0x{opcode:x2}, which no file of weights needs and Atelier does not run");
        }
    }

    private readonly void Get(int index) =>
        _stack.Push(_memo.TryGetValue(index, out var value) ? value : throw Damaged("refers to an object that is not there"));

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
