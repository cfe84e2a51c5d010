using System.Buffers.Binary;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.Quic;

/// <summary>
/// The client hello of Google's own handshake: a list of tags with their values ("QUIC Crypto", A. Langley, W. Chang). Read in place;
/// lives as long as the bytes it was given.
/// </summary>
readonly ref struct GoogleHello
{
    const int HeaderSize = 8;
    const int EntrySize = 8;
    const int MaxTags = 128;

    // Packet number, hash and the header of the stream frame stand before it.
    const int MaxBefore = 64;

    readonly ReadOnlySpan<byte> _entries;
    readonly ReadOnlySpan<byte> _values;

    GoogleHello(ReadOnlySpan<byte> entries, ReadOnlySpan<byte> values)
    {
        _entries = entries;
        _values = values;
    }

    internal int Tags => _entries.Length / EntrySize;

    internal string? ServerName => Text("SNI\0"u8);

    internal string? UserAgent => Text("UAID"u8);

    /// <summary>Finds a hello near the start of a packet; false when there is none.</summary>
    internal static bool TryFind(ReadOnlySpan<byte> bytes, out GoogleHello hello)
    {
        hello = default;
        int at = bytes[..Math.Min(bytes.Length, MaxBefore)].IndexOf("CHLO"u8);
        if (at < 0 || bytes.Length < at + HeaderSize) return false;
        ReadOnlySpan<byte> message = bytes[at..];
        int count = BinaryPrimitives.ReadUInt16LittleEndian(message[4..]);
        // Two bytes of padding stand behind the count.
        if (count is 0 or > MaxTags || message[6] != 0 || message[7] != 0 || message.Length < HeaderSize + count * EntrySize) return false;
        hello = new GoogleHello(message.Slice(HeaderSize, count * EntrySize), message[(HeaderSize + count * EntrySize)..]);
        return true;
    }

    /// <summary>Finds the value of a tag; false when it is not there or does not fit.</summary>
    internal bool TryGet(ReadOnlySpan<byte> tag, out ReadOnlySpan<byte> value)
    {
        uint start = 0;
        for (ReadOnlySpan<byte> entries = _entries; entries.Length >= EntrySize; entries = entries[EntrySize..])
        {
            uint end = BinaryPrimitives.ReadUInt32LittleEndian(entries[4..]);
            if (end < start || end > _values.Length) break;
            if (entries[..4].SequenceEqual(tag))
            {
                value = _values[(int)start..(int)end];
                return true;
            }

            start = end;
        }

        value = default;
        return false;
    }

    string? Text(ReadOnlySpan<byte> tag) => TryGet(tag, out ReadOnlySpan<byte> value) && value.Length > 0 ? HelloFacts.Text(value) : null;
}
