using System.Runtime.CompilerServices;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>What pairing and publishing need to know of a message; its names and data are read when somebody asks for them.</summary>
struct DnsMessage
{
    internal DnsHeader Header;

    /// <summary>The EDNS version (RFC 6891), or -1 without EDNS.</summary>
    internal short EdnsVersion;

    /// <summary>The class of OPT: a size in bytes.</summary>
    internal ushort EdnsPayloadSize;

    internal bool DnssecOk;

    /// <summary>The upper eight bits of the response code (RFC 6891 §6.1.3).</summary>
    internal byte ExtendedCode;

    /// <summary>
    /// Where the only question ends, when there is one and its name is written out: the same bytes up to there are the same question in every
    /// message. 0 for other messages, whose questions have to be read to be compared.
    /// </summary>
    internal ushort QuestionEnd;

    internal readonly int ResponseCode => ExtendedCode << 4 | Header.ResponseCode;

    /// <summary>Reads a message up to where it can be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DnsMessage Read(ReadOnlySpan<byte> bytes, in DnsHeader header) =>
        Read(bytes, header, header.Questions == 1 ? FindEnd(bytes) : 0);

    /// <summary>Reads a message whose <see cref="QuestionEnd"/> is known.</summary>
    internal static DnsMessage Read(ReadOnlySpan<byte> bytes, in DnsHeader header, int questionEnd)
    {
        var message = new DnsMessage { Header = header, EdnsVersion = -1, QuestionEnd = (ushort)questionEnd };
        if (header.Records == 0) return message;
        var entries = new DnsEntries(bytes, questionEnd);
        while (entries.MoveNext())
        {
            if (entries.IsEdns) message.TakeEdns(entries.Class, entries.TimeToLive);
        }

        return message;
    }

    // RFC 6891 §6.1.2 and §6.1.3: class and time to live of OPT have other meanings.
    void TakeEdns(ushort size, uint flags)
    {
        EdnsPayloadSize = size;
        ExtendedCode = (byte)(flags >> 24);
        EdnsVersion = (short)(flags >> 16 & 0xFF);
        DnssecOk = (flags & 0x8000) != 0;
    }

    static int FindEnd(ReadOnlySpan<byte> bytes)
    {
        int at = DnsHeader.Length;
        while ((uint)at < (uint)bytes.Length)
        {
            int length = bytes[at];
            if (length > 63 || at - DnsHeader.Length >= DnsName.MaxWireLength) return 0;
            at += 1 + length;
            if (length == 0) return at + 4 <= bytes.Length ? at + 4 : 0;
        }

        return 0;
    }
}
