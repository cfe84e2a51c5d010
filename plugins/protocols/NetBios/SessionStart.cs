using System.Buffers.Binary;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.NetBios;

/// <summary>The beginning of a connection of the session service (RFC 1002 §4.3).</summary>
static class SessionStart
{
    internal const int HeaderLength = 4;

    internal const byte Message = 0x00;
    internal const byte Request = 0x81;
    internal const byte Positive = 0x82;
    internal const byte Negative = 0x83;
    internal const byte Retarget = 0x84;
    internal const byte KeepAlive = 0x85;

    /// <summary>Two names without scope take 68 bytes; with scopes they stay below this.</summary>
    const int MaxRequest = 2 * 256;

    /// <summary>
    /// A session request decides on any port. The rest is short or looks like the direct transport of SMB (port 445 has the same four bytes before
    /// each message and is not NetBIOS), and counts on port 139 only.
    /// </summary>
    internal static Classification Classify(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        if (bytes[0] == Request) return ClassifyRequest(bytes, prefix.IsTruncated);
        if (!prefix.HasPort(NetBiosClassifier.SessionPort)) return Classification.NoMatch;
        if (bytes[0] is not (Message or Positive or Negative or Retarget or KeepAlive)) return Classification.NoMatch;
        if (bytes.Length < HeaderLength) return Need(prefix, HeaderLength);
        if (bytes[1] > 1) return Classification.NoMatch;
        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        switch (bytes[0])
        {
            case Positive or KeepAlive: return length == 0 ? Classification.Match() : Classification.NoMatch;
            case Retarget: return length == 6 ? Classification.Match() : Classification.NoMatch;
            case Negative:
                if (length != 1) return Classification.NoMatch;
                if (bytes.Length < 5) return Need(prefix, 5);
                return ErrorName(bytes[4]) is null ? Classification.NoMatch : Classification.Match();
        }

        if (length < 4) return Classification.NoMatch;
        if (bytes.Length < HeaderLength + 4) return Need(prefix, HeaderLength + 4);
        return Payload(bytes[HeaderLength..]) is null ? Classification.NoMatch : Classification.Match(90);
    }

    static Classification ClassifyRequest(ReadOnlySpan<byte> bytes, bool isTruncated)
    {
        if (bytes.Length >= HeaderLength)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
            if (bytes[1] != 0 || length is < 68 or > MaxRequest) return Classification.NoMatch;
        }

        const int Wanted = HeaderLength + 1 + NetBiosName.EncodedLength;
        if (bytes.Length < Wanted) return isTruncated && bytes.Length < HeaderLength + 1 ? Classification.NeedMoreData(Wanted) : Cut(bytes, Wanted);
        return NetBiosName.IsAt(bytes, HeaderLength) ? Classification.Match() : Classification.NoMatch;
    }

    static Classification Cut(ReadOnlySpan<byte> bytes, int wanted) =>
        bytes.Length > HeaderLength && bytes[HeaderLength] != NetBiosName.EncodedLength ? Classification.NoMatch : Classification.NeedMoreData(wanted);

    static Classification Need(in FlowPrefix prefix, int wanted) => Classification.NeedMoreData(Math.Max(wanted, prefix.Bytes.Length + 1));

    /// <summary>What a session message carries: the dialects of SMB by their first four bytes ([MS-SMB2] §2.2.1, §2.2.41), or null.</summary>
    internal static string? Payload(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || !bytes[1..4].SequenceEqual("SMB"u8)) return null;
        return bytes[0] switch { 0xFF => "smb1", 0xFE => "smb2", 0xFD => "smb3-encrypted", _ => null };
    }

    /// <summary>The error codes of RFC 1002 §4.3.4, or null.</summary>
    internal static string? ErrorName(byte code) => code switch
    {
        0x80 => "not listening on called name", 0x81 => "not listening for calling name", 0x82 => "called name not present",
        0x83 => "called name present, but insufficient resources", 0x8F => "unspecified error", _ => null,
    };
}
