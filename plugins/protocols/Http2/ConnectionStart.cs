using System.Buffers.Binary;

namespace NetWatch.Plugins.Http2;

/// <summary>What a connection begins with: the client's preface and the server's SETTINGS (RFC 9113 §3.4).</summary>
static class ConnectionStart
{
    internal static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <summary>Where the frames of a client begin.</summary>
    internal const int PrefaceLength = 24;

    const int MostSettings = 32;

    /// <summary>Whether bytes are, or begin, the preface: true, false, or null when more are needed.</summary>
    internal static bool? IsPreface(ReadOnlySpan<byte> bytes)
    {
        int common = Math.Min(bytes.Length, PrefaceLength);
        if (!bytes[..common].SequenceEqual(Preface[..common])) return false;
        return common == PrefaceLength ? true : null;
    }

    /// <summary>Whether bytes begin with the SETTINGS of a server; null when more are needed.</summary>
    /// <param name="bytes">From the first of the server.</param>
    /// <param name="needed">With null: how many bytes there must be.</param>
    internal static bool? IsServerSettings(ReadOnlySpan<byte> bytes, out int needed)
    {
        needed = FrameHeader.Size;
        // Length, type, flags and stream have fixed values but for five bits, so most answers come with the first byte.
        ReadOnlySpan<byte> mask = [0xFF, 0xFF, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], value = [0, 0, 0, 4, 0, 0, 0, 0, 0];
        for (int i = 0; i < Math.Min(bytes.Length, FrameHeader.Size); i++)
        {
            if ((bytes[i] & mask[i]) != value[i]) return false;
        }

        if (bytes.Length >= 3 && (bytes[2] % 6 != 0 || bytes[2] / 6 > MostSettings)) return false;
        if (bytes.Length < FrameHeader.Size) return null;
        needed = FrameHeader.Size + bytes[2];
        for (int at = FrameHeader.Size; at < needed; at += 6)
        {
            if (bytes.Length < at + 6) return null;
            if (!IsSetting(BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[(at + 2)..]))) return false;
        }

        return true;
    }

    // RFC 9113 §6.5.2, RFC 8441 §3, RFC 9218 §2.1; reserved identifiers of the form 0x?A?A keep peers tolerant.
    static bool IsSetting(ushort id, uint value) => id switch
    {
        2 or 8 or 9 => value <= 1,
        4 => value <= int.MaxValue,
        5 => value is >= 16_384 and <= 16_777_215,
        1 or 3 or 6 => true,
        _ => (id & 0x0F0F) == 0x0A0A || id >= 0x10,
    };
}
