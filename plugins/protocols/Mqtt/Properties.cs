using System.Buffers.Binary;

namespace NetWatch.Plugins.Mqtt;

/// <summary>Walks the properties of version 5 (MQTT 5.0 §2.2.2): an identifier of one byte and a value whose form it gives.</summary>
ref struct Properties(ReadOnlySpan<byte> bytes)
{
    ReadOnlySpan<byte> _rest = bytes;

    internal const byte ContentType = 0x03, AssignedClientId = 0x12, ServerKeepAlive = 0x13, AuthenticationMethod = 0x15, ServerReference = 0x1C,
        ReasonString = 0x1F, SessionExpiry = 0x11, TopicAlias = 0x23, UserProperty = 0x26;

    /// <summary>The identifier of the current property.</summary>
    internal byte Id { get; private set; }

    /// <summary>Its value: a number in network order, text without its length, or the two texts of a user property with theirs.</summary>
    internal ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Goes to the next property; false at the end, or where the rest makes no sense.</summary>
    internal bool TryNext()
    {
        if (_rest.IsEmpty) return false;
        Id = _rest[0];
        ReadOnlySpan<byte> value = _rest[1..];
        int skipped = 0, length = Id switch
        {
            0x01 or 0x17 or 0x19 or 0x24 or 0x25 or 0x28 or 0x29 or 0x2A => 1,
            0x13 or 0x21 or 0x22 or 0x23 => 2,
            0x02 or 0x11 or 0x18 or 0x27 => 4,
            0x0B => TryReadNumber(value, out _, out int size) ? size : -1,
            0x26 => PairLength(value),
            0x03 or 0x08 or 0x09 or 0x12 or 0x15 or 0x16 or 0x1A or 0x1C or 0x1F => TextLength(value, out skipped),
            _ => -1,
        };
        if (length < 0 || skipped + length > value.Length)
        {
            _rest = default;
            return false;
        }

        Value = value.Slice(skipped, length);
        _rest = value[(skipped + length)..];
        return true;
    }

    /// <summary>The value as a number, for those that are one of 1, 2 or 4 bytes.</summary>
    internal readonly long Number => Value.Length switch
    {
        1 => Value[0],
        2 => BinaryPrimitives.ReadUInt16BigEndian(Value),
        4 => BinaryPrimitives.ReadUInt32BigEndian(Value),
        _ => -1,
    };

    /// <summary>Reads the length in front of the properties, and how many bytes it takes itself.</summary>
    internal static bool TryMeasure(ReadOnlySpan<byte> bytes, out int size, out int total) => TryReadNumber(bytes, out total, out size);

    /// <summary>Takes the properties off the front of the bytes; as many as there are when the capture cut them.</summary>
    internal static Properties Take(ref ReadOnlySpan<byte> bytes)
    {
        if (!TryReadNumber(bytes, out int total, out int size))
        {
            bytes = default;
            return default;
        }

        ReadOnlySpan<byte> rest = bytes[size..];
        int length = Math.Min(total, rest.Length);
        bytes = rest[length..];
        return new Properties(rest[..length]);
    }

    // §1.5.5: seven bits a byte, the lowest first.
    static bool TryReadNumber(ReadOnlySpan<byte> bytes, out int value, out int size)
    {
        (value, size) = (0, 0);
        for (int i = 0; i < 4 && i < bytes.Length; i++)
        {
            value |= (bytes[i] & 0x7F) << (7 * i);
            if ((bytes[i] & 0x80) != 0) continue;
            size = i + 1;
            return true;
        }

        return false;
    }

    static int TextLength(ReadOnlySpan<byte> value, out int skipped)
    {
        skipped = 2;
        return value.Length < 2 ? -1 : BinaryPrimitives.ReadUInt16BigEndian(value);
    }

    static int PairLength(ReadOnlySpan<byte> value)
    {
        if (value.Length < 2) return -1;
        int name = 2 + BinaryPrimitives.ReadUInt16BigEndian(value);
        return value.Length < name + 2 ? -1 : name + 2 + BinaryPrimitives.ReadUInt16BigEndian(value[name..]);
    }
}
