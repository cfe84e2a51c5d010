namespace NetWatch.Plugins.Mqtt;

/// <summary>The fixed header of a control packet (MQTT 5.0 §2.1, the same in all versions).</summary>
/// <param name="Type">The type.</param>
/// <param name="Flags">The lower four bits of the first byte.</param>
/// <param name="Length">How many bytes follow the header: at most 268,435,455.</param>
/// <param name="Size">How long the header is: 2 to 5.</param>
readonly record struct FixedHeader(PacketType Type, int Flags, int Length, int Size)
{
    internal const int MaxSize = 5;

    /// <summary>Only of PUBLISH: the quality of service, 0 to 2; 3 is not allowed.</summary>
    internal int Qos => Flags >> 1 & 3;

    internal bool IsRetained => (Flags & 1) != 0;

    internal bool IsDuplicate => (Flags & 8) != 0;

    /// <summary>Whether the flags are those that the type prescribes (§2.1.3).</summary>
    internal bool HasLegalFlags => Type switch
    {
        PacketType.Reserved => false,
        PacketType.Publish => Qos != 3 && !(Qos == 0 && IsDuplicate),
        // MQTT 3.1 let senders set DUP on these.
        PacketType.Pubrel or PacketType.Subscribe or PacketType.Unsubscribe => (Flags & 7) == 2,
        _ => Flags == 0,
    };

    /// <summary>Reads a header: true when it is whole, false when it is broken, null when more bytes are needed.</summary>
    internal static bool? TryRead(ReadOnlySpan<byte> bytes, out FixedHeader header)
    {
        header = default;
        if (bytes.IsEmpty) return null;
        int length = 0;
        for (int i = 0; i < 4; i++)
        {
            if (i + 1 >= bytes.Length) return null;
            length |= (bytes[i + 1] & 0x7F) << (7 * i);
            if ((bytes[i + 1] & 0x80) != 0) continue;
            // The shortest form must be used (§1.5.5).
            if (i > 0 && bytes[i + 1] == 0) return false;
            header = new FixedHeader((PacketType)(bytes[0] >> 4), bytes[0] & 0xF, length, i + 2);
            return header.HasLegalFlags;
        }

        return false;
    }
}
