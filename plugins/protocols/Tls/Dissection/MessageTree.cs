using System.Globalization;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Tls;

/// <summary>
/// Adds the fields of a handshake message to the detail tree, in the order of the message. Every read says whether it worked; what was
/// cut off is named as such once.
/// </summary>
ref struct MessageTree
{
    readonly IDetailTree _tree;
    readonly MessageMap _map;
    readonly ReadOnlySpan<byte> _bytes;
    readonly int _base;
    ByteReader _reader;

    internal MessageTree(IDetailTree tree, DissectedMessage message)
        : this(tree, message.Map, message.Body.Span, DissectedMessage.HeaderSize)
    {
    }

    MessageTree(IDetailTree tree, MessageMap map, ReadOnlySpan<byte> bytes, int offset)
    {
        _tree = tree;
        _map = map;
        _bytes = bytes;
        _base = offset;
        _reader = new ByteReader(bytes);
    }

    internal readonly int Remaining => _reader.Remaining;

    internal readonly ReadOnlySpan<byte> Rest => _reader.Rest;

    /// <summary>Opens a node over the next bytes.</summary>
    internal readonly void Open(string text, int length)
    {
        (int start, int count) = _map.Locate(_base + _reader.Position, Math.Min(length, _reader.Remaining));
        _tree.Open(text, start, count);
    }

    internal readonly void Close() => _tree.Close();

    /// <summary>A note on the next bytes, which are not consumed.</summary>
    internal readonly void Note(string text, int length)
    {
        (int start, int count) = _map.Locate(_base + _reader.Position, Math.Min(length, _reader.Remaining));
        _tree.Add(text, start, count);
    }

    internal bool TryByte(out byte value, Func<byte, string> text)
    {
        if (_reader.Remaining < 1) return Missing(out value);
        value = _reader.Rest[0];
        Note(text(value), 1);
        return _reader.TrySkip(1);
    }

    internal bool TryUInt16(out ushort value, Func<ushort, string> text)
    {
        if (_reader.Remaining < 2) return Missing(out value);
        value = (ushort)(_reader.Rest[0] << 8 | _reader.Rest[1]);
        Note(text(value), 2);
        return _reader.TrySkip(2);
    }

    /// <summary>Bytes shown in hex after a name.</summary>
    internal bool TryBytes(string name, int length)
    {
        if (_reader.Remaining < length) return Missing();
        Note(name + ": " + Hex(_reader.Rest[..length]), length);
        return _reader.TrySkip(length);
    }

    /// <summary>Takes a vector as a tree of its own; the length in front has 1, 2 or 3 bytes.</summary>
    internal bool TryVector(int lengthBytes, out MessageTree vector)
    {
        vector = default;
        if (_reader.Remaining < lengthBytes) return Missing();
        int length = 0;
        for (int i = 0; i < lengthBytes; i++) length = length << 8 | _reader.Rest[i];
        _reader.TrySkip(lengthBytes);
        bool isWhole = length <= _reader.Remaining;
        int taken = Math.Min(length, _reader.Remaining);
        vector = new MessageTree(_tree, _map, _reader.Rest[..taken], _base + _reader.Position);
        _reader.TrySkip(taken);
        return isWhole || taken > 0;
    }

    /// <summary>Passes over a key share: the group, and the vector behind it.</summary>
    internal bool TrySkipShare() => _reader.TrySkip(2) && _reader.TryReadVector16(out _);

    /// <summary>A list of two-byte numbers, each by name, under one node.</summary>
    internal void AddNumbers(string name, int lengthBytes, Func<ushort, string> text)
    {
        MessageTree start = this;
        if (!TryVector(lengthBytes, out MessageTree list)) return;
        start.Open(string.Create(CultureInfo.InvariantCulture, $"{name} ({list.Remaining / 2})"), lengthBytes + list.Remaining);
        while (list.Remaining >= 2) list.TryUInt16(out _, text);
        start.Close();
    }

    internal static string Hex(ReadOnlySpan<byte> bytes) =>
        bytes.Length == 0 ? "empty" : Convert.ToHexStringLower(bytes[..Math.Min(bytes.Length, 32)]) + (bytes.Length > 32 ? "…" : "");

    bool Missing<T>(out T value) where T : struct
    {
        value = default;
        return Missing();
    }

    bool Missing()
    {
        if (_reader.Remaining > 0 || _bytes.IsEmpty) Note("[the rest is not there]", _reader.Remaining);
        _reader.TrySkip(_reader.Remaining);
        return false;
    }
}
