namespace NetWatch.Engine.Files;

/// <summary>Files that are not read but recognised, so that the message can say what to do with them.</summary>
static class ForeignFormat
{
    const string Convert = "Convert it first: editcap -F pcapng";
    const string Unpack = "Unpack it first:";

    /// <summary>What a file that begins with these bytes is, and what to do with it.</summary>
    internal static string Describe(ReadOnlySpan<byte> start, string name) => Recognise(start) is (string format, string remedy)
        ? $"{name} is {format}, which is not read directly. {remedy} {name}"
            + (ReferenceEquals(remedy, Convert) ? " capture.pcapng" : "")
        : $"{name} is not a capture file: it begins with {System.Convert.ToHexString(start[..Math.Min(start.Length, 8)])}, "
            + "and captures are pcap or pcapng, also compressed with gzip. Check that it is the file you mean.";

    static (string Format, string Remedy)? Recognise(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("snoop\0\0\0"u8)) return ("a snoop capture (Solaris)", Convert);
        if (start.StartsWith("GMBU"u8) || start.StartsWith("RTSS"u8)) return ("a Microsoft Network Monitor capture", Convert);
        if (start.StartsWith("TRSNIFF data"u8)) return ("a DOS Sniffer capture", Convert);
        if (start.StartsWith("XCP\0"u8)) return ("a NetXRay or Windows Sniffer capture", Convert);
        if (start.StartsWith("\x7Fver"u8)) return ("an EtherPeek or OmniPeek capture", Convert);
        if (start.StartsWith("5Vw"u8)) return ("a Network Instruments Observer capture", Convert);
        if (start.StartsWith("ObserverPktBuffer"u8)) return ("a Network Instruments Observer capture", Convert);
        if (start.StartsWith<byte>([0x1C, 0x00, 0x01]) || start.Length > 3 && start[1..].StartsWith<byte>([0x01, 0x00, 0x1C]))
        {
            return ("an Ixia capture", Convert);
        }

        if (start.StartsWith("btsnoop\0"u8)) return ("a Bluetooth HCI log", Convert);
        if (start.StartsWith<byte>([0x28, 0xB5, 0x2F, 0xFD])) return ("compressed with Zstandard", Unpack + " zstd -d");
        if (start.StartsWith<byte>([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00])) return ("compressed with xz", Unpack + " xz -d");
        if (start.StartsWith<byte>([0x04, 0x22, 0x4D, 0x18])) return ("compressed with LZ4", Unpack + " lz4 -d");
        if (start.StartsWith("BZh"u8)) return ("compressed with bzip2", Unpack + " bzip2 -d");
        if (start.StartsWith("PK\x03\x04"u8)) return ("a ZIP archive", Unpack + " unzip");
        if (start.StartsWith<byte>([0x37, 0x7A, 0xBC, 0xAF])) return ("a 7-Zip archive", Unpack + " 7z x");
        if (LooksLikeErf(start)) return ("probably an ERF capture (Endace)", Convert);
        return null;
    }

    // ERF has no magic: eight bytes of time, a type, flags, a length, a loss counter and the length on the wire, big-endian.
    // Only Ethernet records that make sense as a whole are taken for one, since anything may look like this by chance.
    static bool LooksLikeErf(ReadOnlySpan<byte> start)
    {
        if (start.Length < 18 || (start[8] & 0x7F) != 2) return false;
        int recordLength = start[10] << 8 | start[11], wireLength = start[14] << 8 | start[15];
        uint seconds = start[4] | (uint)start[5] << 8 | (uint)start[6] << 16 | (uint)start[7] << 24;
        // From 1996, when such cards appeared, to 2038.
        return recordLength >= 18 + 14 && recordLength <= 18 + 16384 && recordLength % 8 == 0
            && wireLength >= 14 && wireLength <= 16384 && seconds is > 820_000_000 and < 2_147_483_648;
    }
}
