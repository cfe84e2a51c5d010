using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Eve;

/// <summary>
/// Writes JSON objects, one a line, into one growing buffer. By hand, since a capture of a million flows is a million of these
/// and a general writer costs twice the time. Text from the wire is escaped; what is no Unicode becomes U+FFFD.
/// </summary>
sealed class JsonLines : IFactWriter
{
    // Printable ASCII but for the quote and the backslash; what is not is looked at one by one.
    static readonly SearchValues<char> Harmless = SearchValues.Create(
        " !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    byte[] _buffer = new byte[320 << 10];
    int _length;
    bool _needsComma;
    int _depth;
    int _mergedDepth = -1;
    int _skipped;
    readonly List<string> _mergedNames = [];

    internal int Length => _length;

    internal ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    internal void Clear() => _length = 0;

    /// <summary>The fields that follow stand in the outermost object, after one that was written already.</summary>
    internal void BeginLine()
    {
        _needsComma = true;
        _depth = 1;
    }

    /// <summary>Bytes that are JSON as they stand.</summary>
    internal void Literal(ReadOnlySpan<byte> json) => Append(json);

    internal void Digits(long value)
    {
        Utf8Formatter.TryFormat(value, Reserve(24), out int written);
        _length += written;
    }

    internal void Digits(in NetAddress address)
    {
        address.TryFormat(Reserve(NetAddress.MaxTextLength), out int written, default, null);
        _length += written;
    }

    internal void Hex(byte value)
    {
        Span<byte> text = Reserve(2);
        text[0] = "0123456789abcdef"u8[value >> 4];
        text[1] = "0123456789abcdef"u8[value & 15];
        _length += 2;
    }

    internal void EndLine()
    {
        Span<byte> end = Reserve(2);
        end[0] = (byte)'}';
        end[1] = (byte)'\n';
        _length += 2;
    }

    /// <summary>Opens an object that several facts write into: a name that comes twice is written once.</summary>
    internal void BeginMerged(string name)
    {
        BeginObject(name);
        _mergedDepth = _depth;
        _mergedNames.Clear();
    }

    internal void EndMerged()
    {
        _mergedDepth = -1;
        EndObject();
    }

    public void Text(string name, string? value)
    {
        if (value is null || !Name(name)) return;
        String(value);
    }

    public void Number(string name, long value)
    {
        if (!Name(name)) return;
        Utf8Formatter.TryFormat(value, Reserve(24), out int written);
        _length += written;
    }

    public void Number(string name, double value)
    {
        if (!double.IsFinite(value) || !Name(name)) return;
        Utf8Formatter.TryFormat(value, Reserve(40), out int written);
        _length += written;
    }

    public void Flag(string name, bool value)
    {
        if (Name(name)) Append(value ? "true"u8 : "false"u8);
    }

    public void List(string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0 || !Name(name)) return;
        Append("["u8);
        for (int i = 0; i < values.Count; i++)
        {
            if (i > 0) Append(","u8);
            String(values[i]);
        }

        Append("]"u8);
    }

    internal void NumberList(string name, int value)
    {
        if (!Name(name)) return;
        Append("["u8);
        Utf8Formatter.TryFormat(value, Reserve(12), out int written);
        _length += written;
        Append("]"u8);
    }

    public void BeginObject(string name) => Open(name, "{"u8);

    public void EndObject() => Close("}"u8);

    public void BeginArray(string name) => Open(name, "["u8);

    public void EndArray() => Close("]"u8);

    void Open(string name, ReadOnlySpan<byte> bracket)
    {
        if (!Element(name))
        {
            // The name is there already: what this one holds is left out as a whole.
            _skipped++;
            return;
        }

        Append(bracket);
        _needsComma = false;
        _depth++;
    }

    void Close(ReadOnlySpan<byte> bracket)
    {
        if (_skipped > 0)
        {
            _skipped--;
            return;
        }

        Append(bracket);
        _needsComma = true;
        _depth--;
    }

    // An element of an array has no name.
    bool Element(string name)
    {
        if (name.Length > 0 || _skipped > 0) return Name(name);
        if (_needsComma) Append(","u8);
        _needsComma = true;
        return true;
    }

    bool Name(string name)
    {
        if (_skipped > 0) return false;
        if (_depth == _mergedDepth)
        {
            foreach (string known in _mergedNames)
            {
                if (ReferenceEquals(known, name) || known == name) return false;
            }

            _mergedNames.Add(name);
        }

        Span<byte> text = Reserve(name.Length + 4);
        int at = 0;
        if (_needsComma) text[at++] = (byte)',';
        text[at++] = (byte)'"';
        at += Plain(name, text[at..]);
        text[at++] = (byte)'"';
        text[at++] = (byte)':';
        _length += at;
        _needsComma = true;
        return true;
    }

    // Names are written by plugins: what would break a line of JSON becomes an underscore.
    static int Plain(string name, Span<byte> text)
    {
        if (!name.AsSpan().ContainsAnyExcept(Harmless) && Ascii.FromUtf16(name, text, out int written) == OperationStatus.Done) return written;
        for (int i = 0; i < name.Length; i++) text[i] = name[i] is < ' ' or '"' or '\\' or > '~' ? (byte)'_' : (byte)name[i];
        return name.Length;
    }

    void String(string value)
    {
        Span<byte> text = Reserve(value.Length * 6 + 2);
        text[0] = (byte)'"';
        int clean = value.AsSpan().IndexOfAnyExcept(Harmless);
        if (clean < 0) clean = value.Length;
        Ascii.FromUtf16(value.AsSpan(0, clean), text[1..], out int at);
        at++;
        for (int i = clean; i < value.Length; i++)
        {
            char c = value[i];
            if (c is >= ' ' and < '\x7f' and not '"' and not '\\') text[at++] = (byte)c;
            else if (c < 0x80) at += Escape(c, text[at..]);
            else at += Encode(value, ref i, text[at..]);
        }

        text[at++] = (byte)'"';
        _length += at;
    }

    static int Escape(char c, Span<byte> text)
    {
        text[0] = (byte)'\\';
        switch (c)
        {
            case '"' or '\\': text[1] = (byte)c; return 2;
            case '\n': text[1] = (byte)'n'; return 2;
            case '\r': text[1] = (byte)'r'; return 2;
            case '\t': text[1] = (byte)'t'; return 2;
            default:
                "\\u00"u8.CopyTo(text);
                text[4] = "0123456789abcdef"u8[c >> 4];
                text[5] = "0123456789abcdef"u8[c & 15];
                return 6;
        }
    }

    static int Encode(string value, ref int index, Span<byte> text)
    {
        if (Rune.DecodeFromUtf16(value.AsSpan(index), out Rune rune, out int used) != OperationStatus.Done) rune = Rune.ReplacementChar;
        index += Math.Max(1, used) - 1;
        return rune.EncodeToUtf8(text);
    }

    void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
        return _buffer.AsSpan(_length);
    }
}
