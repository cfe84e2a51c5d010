using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Eve;

/// <summary>
/// Writes JSON objects, one a line, into one growing buffer. By hand, since a capture of a million flows is a million of these
/// and a general writer costs twice the time.
/// </summary>
sealed class JsonLines : IFactWriter, IBufferWriter<byte>
{
    const int MaxDoubleLength = 40;

    readonly JsonNames _names = new();
    byte[] _buffer = new byte[320 << 10];
    int _length;
    bool _needsComma;
    int _depth;
    int _mergedDepth = -1;
    int _skipped;

    // Which of the open brackets are square: the innermost is the lowest bit.
    ulong _arrays;

    internal int Length => _length;

    /// <inheritdoc/>
    public IBufferWriter<byte>? Json => _needsComma || _skipped > 0 || _depth == _mergedDepth ? null : this;

    internal ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    internal void Clear() => _length = 0;

    /// <summary>The fields that follow stand in the outermost object, after one that was written already.</summary>
    internal void BeginLine()
    {
        _names.BeginLine();
        _needsComma = true;
        _depth = 1;
        _arrays = 0;
    }

    /// <summary>Bytes that are JSON as they stand. Inlined, so that those of a known length are a few moves instead of a call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Literal(ReadOnlySpan<byte> json)
    {
        json.CopyTo(Reserve(json.Length));
        _length += json.Length;
    }

    internal void Number(long value) => _length += Digits.Write(Reserve(Digits.MaxLength), value);

    internal void Address(in NetAddress address)
    {
        address.TryFormat(Reserve(NetAddress.MaxTextLength), out int written, default, null);
        _length += written;
    }

    /// <summary>A word of our own in quotes: one of a few that stand on very many lines.</summary>
    internal void Word(string value)
    {
        ref readonly JsonNames.Recent name = ref _names.Find(value);
        if (!name.Entry.IsPlain)
        {
            String(value);
            return;
        }

        // Its bytes are those of a name but for the colon.
        Copy(name, 0);
        _length += name.Length - 1;
    }

    internal void Hex(byte value)
    {
        JsonText.WriteHex(Reserve(2), value);
        _length += 2;
    }

    internal void EndLine() => Literal("}\n"u8);

    /// <summary>Opens an object that several facts write into: a name that comes twice is written once.</summary>
    internal void BeginMerged(string name)
    {
        BeginObject(name);
        _mergedDepth = _depth;
        _names.BeginObject();
    }

    internal void EndMerged()
    {
        _mergedDepth = -1;
        EndObject();
    }

    public Span<byte> GetSpan(int sizeHint = 0) => Reserve(sizeHint);

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(_length);
    }

    public void Advance(int count)
    {
        _length += count;
        _needsComma = true;
    }

    public void Text(string name, string? value)
    {
        if (value is null || !Name(name)) return;
        String(value);
    }

    public void Utf8(string name, ReadOnlySpan<byte> text)
    {
        if (Name(name)) String(text);
    }

    public void Utf8List(string name, ReadOnlySpan<byte> lines)
    {
        if (lines.IsEmpty || !Name(name)) return;
        Literal("["u8);
        while (true)
        {
            int end = lines.IndexOf((byte)'\n');
            String(end < 0 ? lines : lines[..end]);
            if (end < 0 || end + 1 == lines.Length) break;
            Literal(","u8);
            lines = lines[(end + 1)..];
        }

        Literal("]"u8);
    }

    public void Number(string name, long value)
    {
        if (Name(name)) Number(value);
    }

    public void Number(string name, double value)
    {
        if (!double.IsFinite(value) || !Name(name)) return;
        if (!Digits.TryWriteThousandths(Reserve(MaxDoubleLength), value, out int written)) Utf8Formatter.TryFormat(value, Reserve(MaxDoubleLength), out written);
        _length += written;
    }

    public void Flag(string name, bool value)
    {
        if (Name(name)) Literal(value ? "true"u8 : "false"u8);
    }

    public void List(string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0 || !Name(name)) return;
        Literal("["u8);
        for (int i = 0; i < values.Count; i++)
        {
            if (i > 0) Literal(","u8);
            String(values[i]);
        }

        Literal("]"u8);
    }

    internal void NumberList(string name, int value)
    {
        if (!Name(name)) return;
        Literal("["u8);
        Number(value);
        Literal("]"u8);
    }

    public void BeginObject(string name) => Open(name, (byte)'{');

    public void EndObject() => Close((byte)'}');

    public void BeginArray(string name) => Open(name, (byte)'[');

    public void EndArray() => Close((byte)']');

    void Open(string name, byte bracket)
    {
        if (!Element(name))
        {
            // The name is there already: what this one holds is left out as a whole.
            _skipped++;
            return;
        }

        Reserve(1)[0] = bracket;
        _length++;
        _needsComma = false;
        _depth++;
        _arrays = _arrays << 1 | (bracket == '[' ? 1UL : 0);
    }

    void Close(byte bracket)
    {
        if (_skipped > 0)
        {
            _skipped--;
            return;
        }

        Reserve(1)[0] = bracket;
        _length++;
        _needsComma = true;
        _depth--;
        _arrays >>= 1;
    }

    // An element of an array has no name, whatever the fact calls it.
    bool Element(string name)
    {
        bool hasName = name.Length > 0 && (_arrays & 1) == 0;
        if (hasName || _skipped > 0) return Name(name);
        if (_needsComma) Literal(","u8);
        _needsComma = true;
        return true;
    }

    bool Name(string name)
    {
        if (_skipped > 0) return false;
        ref readonly JsonNames.Recent found = ref _names.Find(name);
        if (_depth == _mergedDepth && !_names.IsFirst(found.Entry)) return false;
        // The comma is overwritten where there is none.
        int comma = _needsComma ? 1 : 0;
        Copy(found, comma);
        _length += comma + found.Length;
        _needsComma = true;
        return true;
    }

    // What stands behind a name to make whole vectors is copied too, and overwritten by what follows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Copy(in JsonNames.Recent name, int comma)
    {
        if (name.Length > JsonNames.Recent.Held)
        {
            CopyLong(name.Entry.Json, comma);
            return;
        }

        ref byte target = ref MemoryMarshal.GetReference(Reserve(JsonNames.Recent.Held + 1));
        target = (byte)',';
        name.First.StoreUnsafe(ref target, (nuint)comma);
        name.Second.StoreUnsafe(ref target, (nuint)(comma + Vector128<byte>.Count));
    }

    void CopyLong(ReadOnlySpan<byte> json, int comma)
    {
        Span<byte> target = Reserve(json.Length + 1);
        target[0] = (byte)',';
        json.CopyTo(target[comma..]);
    }

    void String(string value)
    {
        Span<byte> json = Reserve(value.Length * JsonText.MaxExpansion + 2);
        json[0] = (byte)'"';
        int length = JsonText.Write(value, json[1..]);
        json[length + 1] = (byte)'"';
        _length += length + 2;
    }

    void String(ReadOnlySpan<byte> utf8)
    {
        Span<byte> json = Reserve(utf8.Length * JsonText.MaxExpansion + 2);
        json[0] = (byte)'"';
        int length = JsonText.Write(utf8, json[1..]);
        json[length + 1] = (byte)'"';
        _length += length + 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count) Grow(count);
        return _buffer.AsSpan(_length);
    }

    void Grow(int count) => Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
}
