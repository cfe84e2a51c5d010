using System.Buffers.Binary;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Testing.Packets;

/// <summary>
/// The IP datagram of a frame with a plain link layer (Ethernet with any tags, Linux cooked, raw IP). Enough decoding for the
/// transformer; what it does not understand it does not touch.
/// </summary>
sealed class IpFrame
{
    IpFrame(SamplePacket packet, int linkLength)
    {
        Packet = packet;
        LinkHeader = packet.Bytes[..linkLength];
        ReadOnlySpan<byte> ip = packet.Bytes.Span[linkLength..];
        IsIPv4 = ip[0] >> 4 == 4;
        HeaderLength = IsIPv4 ? (ip[0] & 0x0F) * 4 : 40;
        Protocol = ip[IsIPv4 ? 9 : 6];
        TotalLength = IsIPv4 ? BinaryPrimitives.ReadUInt16BigEndian(ip[2..]) : 40 + BinaryPrimitives.ReadUInt16BigEndian(ip[4..]);
        IsFragment = IsIPv4 ? (BinaryPrimitives.ReadUInt16BigEndian(ip[6..]) & 0x3FFF) != 0 : Protocol == 44;
    }

    internal SamplePacket Packet { get; }

    internal ReadOnlyMemory<byte> LinkHeader { get; }

    internal bool IsIPv4 { get; }

    internal int HeaderLength { get; }

    internal byte Protocol { get; }

    /// <summary>Length of the datagram as its header says; 0 with segmentation offload.</summary>
    internal int TotalLength { get; }

    internal bool IsFragment { get; }

    /// <summary>The datagram as far as it was captured, padding of the link layer left out.</summary>
    internal ReadOnlyMemory<byte> Datagram
    {
        get
        {
            ReadOnlyMemory<byte> rest = Packet.Bytes[LinkHeader.Length..];
            return rest[..Math.Min(rest.Length, TotalLength)];
        }
    }

    /// <summary>Whether all of the datagram was captured and its header holds together.</summary>
    internal bool IsWhole => HeaderLength >= 20 && TotalLength >= HeaderLength && Datagram.Length == TotalLength;

    internal ReadOnlyMemory<byte> Header => Datagram[..HeaderLength];

    internal ReadOnlyMemory<byte> Payload => Datagram[HeaderLength..];

    internal NetAddress Source => NetAddress.FromBytes(IsIPv4 ? Header.Span.Slice(12, 4) : Header.Span.Slice(8, 16));

    internal NetAddress Destination => NetAddress.FromBytes(IsIPv4 ? Header.Span.Slice(16, 4) : Header.Span.Slice(24, 16));

    /// <summary>Finds the datagram; null when the frame has none, or hides it behind a header that is not understood here.</summary>
    internal static IpFrame? TryParse(SamplePacket packet)
    {
        int linkLength = LinkLength(packet.LinkType, packet.Bytes.Span);
        if (linkLength < 0 || packet.Bytes.Length - linkLength < 20) return null;
        int version = packet.Bytes.Span[linkLength] >> 4;
        if (version == 6 && packet.Bytes.Length - linkLength < 40) return null;
        return version is 4 or 6 ? new IpFrame(packet, linkLength) : null;
    }

    /// <summary>The same datagram header and link layer around another payload, lengths and header checksum put right.</summary>
    internal SamplePacket WithPayload(ReadOnlySpan<byte> payload, Action<byte[]>? editHeader = null)
    {
        byte[] header = Header.ToArray();
        if (IsIPv4) BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), checked((ushort)(HeaderLength + payload.Length)));
        else BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), checked((ushort)payload.Length));
        editHeader?.Invoke(header);
        if (IsIPv4)
        {
            header[10] = header[11] = 0;
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(10), InternetChecksum.Of(header));
        }

        byte[] frame = [.. LinkHeader.Span, .. header, .. payload];
        return new SamplePacket(Packet.Time, Packet.LinkType, frame);
    }

    /// <summary>The checksum of a transport segment between the addresses of this datagram.</summary>
    internal ushort TransportChecksumOf(byte[] segment) =>
        TransportChecksum.Of(segment, Protocol, IsIPv4 ? new IPv4Layer(Source, Destination, 0, 0, null) : new IPv6Layer(Source, Destination, null));

    static int LinkLength(LinkType linkType, ReadOnlySpan<byte> frame) => linkType switch
    {
        LinkType.Ethernet => AfterTags(frame, 12),
        LinkType.LinuxSll => AfterTags(frame, 14),
        LinkType.LinuxSll2 => frame.Length >= 20 && IsIPType(BinaryPrimitives.ReadUInt16BigEndian(frame)) ? 20 : -1,
        LinkType.Raw or LinkType.RawBsd or LinkType.RawOpenBsd or LinkType.IPv4 or LinkType.IPv6 => 0,
        LinkType.Null or LinkType.Loop => 4,
        _ => -1,
    };

    static int AfterTags(ReadOnlySpan<byte> frame, int typeAt)
    {
        for (; frame.Length >= typeAt + 2; typeAt += 4)
        {
            ushort type = BinaryPrimitives.ReadUInt16BigEndian(frame[typeAt..]);
            if (IsIPType(type)) return typeAt + 2;
            if (type is not (0x8100 or 0x88A8 or 0x9100)) return -1;
        }

        return -1;
    }

    static bool IsIPType(ushort type) => type is 0x0800 or 0x86DD;
}
