namespace NetWatch.Engine.Decode;

/// <summary>IEEE 802.11 data frames in the clear, and the radio headers in front of them. Protected frames are left alone.</summary>
static class WirelessHeaders
{
    const uint AvsMagic = 0x80211001;
    const int FrameCheckLength = 4;

    internal static Layer ReadRadiotap(ref LayerCursor cursor)
    {
        if (!cursor.Has(8)) return cursor.Missing(8);
        int length = cursor.UInt16LittleEndian(2);
        if (length < 8) return Layer.Malformed;
        if (!cursor.Has(length)) return cursor.Missing(length);
        int flags = RadiotapFlags(cursor, length);
        cursor.Advance(length);
        if ((flags & 0x10) != 0 && cursor.WireAvailable >= FrameCheckLength) cursor.TryLimit(cursor.WireAvailable - FrameCheckLength);
        return ReadFrame(ref cursor, hasPadding: (flags & 0x20) != 0, isSwapped: false);
    }

    // Controllers of one vendor write the frame control and sequence fields most significant byte first. The version is always 0
    // and only data frames matter, so that the low half of the control byte is 8 where it stands.
    internal static Layer ReadCapwapFrame(ref LayerCursor cursor)
    {
        if (!cursor.Has(2)) return cursor.Missing(2);
        bool isSwapped = (cursor.Byte(0) & 0x0F) != 0x08 && (cursor.Byte(1) & 0x0F) == 0x08;
        return ReadFrame(ref cursor, hasPadding: false, isSwapped);
    }

    /// <summary>A Prism header, or the AVS header that took its place under the same link type.</summary>
    internal static Layer ReadPrism(ref LayerCursor cursor)
    {
        if (!cursor.Has(8)) return cursor.Missing(8);
        uint length = cursor.UInt32(0) == AvsMagic ? cursor.UInt32(4)
            : cursor.Byte(0) == 0 ? cursor.UInt32(4)
            : cursor.UInt32LittleEndian(4);
        if (length is < 8 or > 4096) return Layer.Malformed;
        return EthernetHeaders.Skip(ref cursor, (int)length, Layer.Ieee80211);
    }

    /// <param name="cursor">At the frame control field.</param>
    /// <param name="hasPadding">Whether the driver left a gap behind the header so that the data is aligned to 32 bits.</param>
    /// <param name="isSwapped">Whether the bytes of its 16-bit fields are swapped.</param>
    internal static Layer ReadFrame(ref LayerCursor cursor, bool hasPadding, bool isSwapped)
    {
        if (!cursor.Has(24)) return cursor.Missing(24);
        int swap = isSwapped ? 1 : 0;
        int control = cursor.Byte(swap), flags = cursor.Byte(1 - swap), fragmentNumber = cursor.Byte(22 + swap) & 0x0F;
        // Type 2 is data; subtype bit 2 says that there is none in it.
        if ((control & 0x0C) != 0x08 || (control & 0x40) != 0) return Layer.NotIp;
        bool isProtected = (flags & 0x40) != 0;
        bool isFragment = (flags & 0x04) != 0 || fragmentNumber != 0;
        if (isProtected || isFragment) return Layer.NotIp;
        bool hasQos = (control & 0x80) != 0;
        int length = 24 + ((flags & 0x03) == 0x03 ? 6 : 0);
        int qosAt = length;
        if (hasQos) length += (flags & 0x80) != 0 ? 6 : 2;
        if (!cursor.Has(length)) return cursor.Missing(length);
        bool isAggregate = hasQos && (cursor.Byte(qosAt) & 0x80) != 0;
        if (hasPadding) length = length + 3 & ~3;
        if (!cursor.Has(length)) return cursor.Missing(length);
        cursor.Advance(length);
        return isAggregate ? ReadAggregate(ref cursor) : Layer.Llc;
    }

    // An A-MSDU: destination, source and length in front of each frame in it. Only the first is read; one frame is one packet here.
    static Layer ReadAggregate(ref LayerCursor cursor)
    {
        if (!cursor.Has(14)) return cursor.Missing(14);
        int length = cursor.UInt16(12);
        cursor.Advance(14);
        return cursor.TryLimit(length) ? Layer.Llc : Layer.Malformed;
    }

    // The flags are the second field. A 64-bit timestamp, aligned to itself, may stand before them; before both there is a chain
    // of presence words whose highest bit tells that another follows.
    static int RadiotapFlags(in LayerCursor cursor, int length)
    {
        uint present = cursor.UInt32LittleEndian(4);
        if ((present & 2) == 0) return 0;
        int at = 8;
        uint word = present;
        while ((word & 0x80000000) != 0)
        {
            if (at + 4 > length) return 0;
            word = cursor.UInt32LittleEndian(at);
            at += 4;
        }

        if ((present & 1) != 0) at = (at + 7 & ~7) + 8;
        return at < length ? cursor.Byte(at) : 0;
    }
}
