namespace NetWatch.Plugins.Stun;

/// <summary>What tells messages without the magic cookie: few types, and attributes that fill them (RFC 3489 §11; [MS-TURN] §2.2).</summary>
static class ClassicStun
{
    internal const ushort BindingRequest = 0x0001;

    const int MaxAttributes = 32;

    /// <summary>Binding and shared secret of RFC 3489; allocate, send and data of the drafts of TURN.</summary>
    internal static bool IsType(ushort type) =>
        type is BindingRequest or 0x0101 or 0x0111 or 0x0002 or 0x0102 or 0x0112 or 0x0003 or 0x0103 or 0x0113 or 0x0004 or 0x0104 or 0x0114 or 0x0115;

    /// <summary>Whether attributes fill the body; those of the registry, where the port does not speak for the message.</summary>
    internal static bool HasAttributes(ReadOnlySpan<byte> message, bool onPort)
    {
        var attributes = new AttributeReader(message);
        int count = 0;
        while (attributes.MoveNext())
        {
            if (++count > MaxAttributes || (!onPort && !IsKnown(attributes.Type))) return false;
        }

        return count > 0 && attributes.IsAtEnd;
    }

    // IANA "STUN Attributes", the comprehension-required ones, and the optional ones that early clients sent.
    static bool IsKnown(ushort type) => type is >= 0x0001 and <= 0x0022 or 0x0024 or 0x0025 or >= 0x8020 and <= 0x8055;
}
