using System.Runtime.InteropServices;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.SockDiag.Netlink;

/// <summary>struct tcp_info (linux/tcp.h). Kernels have added to its end; what an older one does not have is 0.</summary>
internal static class TcpInfoReader
{
    internal static TcpInfo Read(ReadOnlySpan<byte> info) => new()
    {
        RetransmissionTimeout = Microseconds(info, 8),
        SendMss = Word(info, 16),
        Unacknowledged = Word(info, 24),
        Lost = Word(info, 32),
        RoundTrip = Microseconds(info, 68),
        RoundTripVariation = Microseconds(info, 72),
        SlowStartThreshold = Word(info, 76),
        CongestionWindow = Word(info, 80),
        Retransmissions = Word(info, 100),
        BytesAcknowledged = Double(info, 120),
        BytesReceived = Double(info, 128),
        SegmentsSent = Word(info, 136),
        SegmentsReceived = Word(info, 140),
        MinRoundTrip = Word(info, 148) == uint.MaxValue ? TimeSpan.Zero : Microseconds(info, 148),
        DeliveryRate = Double(info, 160),
        BytesSent = Double(info, 200),
    };

    static uint Word(ReadOnlySpan<byte> info, int at) => info.Length >= at + 4 ? MemoryMarshal.Read<uint>(info[at..]) : 0;

    static ulong Double(ReadOnlySpan<byte> info, int at) => info.Length >= at + 8 ? MemoryMarshal.Read<ulong>(info[at..]) : 0;

    static TimeSpan Microseconds(ReadOnlySpan<byte> info, int at) => TimeSpan.FromMicroseconds(Word(info, at));
}
