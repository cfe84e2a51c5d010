using System.Globalization;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Plugins.Http3;

/// <summary>The settings that one side has announced (RFC 9114 §7.2.4, RFC 9204 §5, RFC 9220 §3, RFC 9297 §2.1.1).</summary>
sealed class Settings
{
    const int Most = 32;

    readonly (long Id, long Value)[] _values = new (long, long)[Most];
    int _count;

    /// <summary>Whether the frame was seen.</summary>
    internal bool IsKnown { get; private set; }

    /// <summary>SETTINGS_QPACK_MAX_TABLE_CAPACITY, 0 when it was not named.</summary>
    internal long MaxTableCapacity { get; private set; }

    internal void Clear()
    {
        _count = 0;
        IsKnown = false;
        MaxTableCapacity = 0;
    }

    /// <summary>Takes the payload of a SETTINGS frame; what is behind the 32nd setting is left out.</summary>
    internal void Take(ReadOnlySpan<byte> payload)
    {
        IsKnown = true;
        var reader = new ByteReader(payload);
        while (_count < Most && QuicVarInt.TryRead(ref reader, out ulong id) && QuicVarInt.TryRead(ref reader, out ulong value))
        {
            if (id == 1) MaxTableCapacity = (long)value;
            // Reserved ids only keep peers tolerant (§7.2.4.1).
            if (id < 0x21 || (id - 0x21) % 0x1F != 0) _values[_count++] = ((long)id, (long)value);
        }
    }

    /// <summary>As <c>NAME=value</c>.</summary>
    internal List<string> ToList()
    {
        var list = new List<string>(_count);
        for (int i = 0; i < _count; i++) list.Add(string.Create(CultureInfo.InvariantCulture, $"{Name(_values[i].Id)}={_values[i].Value}"));
        return list;
    }

    internal static string Name(long id) => id switch
    {
        1 => "QPACK_MAX_TABLE_CAPACITY",
        6 => "MAX_FIELD_SECTION_SIZE",
        7 => "QPACK_BLOCKED_STREAMS",
        8 => "ENABLE_CONNECT_PROTOCOL",
        0x33 => "H3_DATAGRAM",
        _ => string.Create(CultureInfo.InvariantCulture, $"0x{id:x}"),
    };
}
