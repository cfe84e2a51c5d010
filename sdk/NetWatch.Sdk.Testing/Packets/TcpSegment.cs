using System.Buffers.Binary;

namespace NetWatch.Sdk.Testing.Packets;

/// <summary>A TCP segment of a frame, which can be sent again with other bytes at another place of the stream.</summary>
sealed class TcpSegment
{
    readonly int _headerLength;

    TcpSegment(IpFrame ip, int headerLength)
    {
        IP = ip;
        _headerLength = headerLength;
    }

    internal IpFrame IP { get; }

    internal uint Sequence => BinaryPrimitives.ReadUInt32BigEndian(IP.Payload.Span[4..]);

    internal TcpFlags Flags => (TcpFlags)IP.Payload.Span[13];

    internal ReadOnlyMemory<byte> Data => IP.Payload[_headerLength..];

    /// <summary>Whether it only carries bytes: no SYN, FIN, RST or urgent data, which have a place of their own in the stream.</summary>
    internal bool IsPlainData =>
        !Data.IsEmpty && (Flags & (TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst | TcpFlags.Urg)) == 0;

    /// <summary>The direction of the connection, as a key.</summary>
    internal (string Source, string Destination) Direction
    {
        get
        {
            ReadOnlySpan<byte> ports = IP.Payload.Span;
            return ($"{IP.Source} {BinaryPrimitives.ReadUInt16BigEndian(ports)}", $"{IP.Destination} {BinaryPrimitives.ReadUInt16BigEndian(ports[2..])}");
        }
    }

    /// <summary>Finds the segment; null when the packet is no whole, unfragmented TCP segment.</summary>
    internal static TcpSegment? TryParse(SamplePacket packet)
    {
        if (IpFrame.TryParse(packet) is not { IsWhole: true, IsFragment: false, Protocol: 6 } ip || ip.Payload.Length < 20) return null;
        int headerLength = ip.Payload.Span[12] >> 4 << 2;
        return headerLength < 20 || headerLength > ip.Payload.Length ? null : new TcpSegment(ip, headerLength);
    }

    /// <summary>The same headers around other bytes.</summary>
    internal SamplePacket With(uint sequence, ReadOnlySpan<byte> data, TcpFlags flags)
    {
        byte[] segment = [.. IP.Payload.Span[.._headerLength], .. data];
        BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(4), sequence);
        segment[13] = (byte)flags;
        segment[16] = segment[17] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(16), IP.TransportChecksumOf(segment));
        return IP.WithPayload(segment);
    }
}
