using System.Buffers.Binary;

namespace NetWatch.Sdk.Testing.Packets;

/// <summary>Cuts IP datagrams into fragments (RFC 791 §2.3, RFC 8200 §4.5).</summary>
static class FragmentTransforms
{
    const int SmallestFragment = 8;

    internal static CaptureSample Fragment(CaptureSample capture, int mtu, FragmentOrder order, int seed)
    {
        var random = new Random(seed);
        uint identification = 0;
        return new CaptureSample(capture.Packets.SelectMany(packet =>
        {
            if (IpFrame.TryParse(packet) is not { IsWhole: true, IsFragment: false } ip || ip.TotalLength <= mtu) return [packet];
            SamplePacket[] fragments = [.. Cut(ip, mtu, ++identification)];
            if (order == FragmentOrder.Reversed) Array.Reverse(fragments);
            if (order == FragmentOrder.Shuffled) random.Shuffle(fragments);
            return fragments;
        }));
    }

    static IEnumerable<SamplePacket> Cut(IpFrame ip, int mtu, uint identification)
    {
        int overhead = ip.HeaderLength + (ip.IsIPv4 ? 0 : 8);
        // Offsets count in units of eight bytes.
        int size = Math.Max(SmallestFragment, (mtu - overhead) / 8 * 8);
        for (int offset = 0; offset < ip.Payload.Length; offset += size)
        {
            bool moreFollow = offset + size < ip.Payload.Length;
            ReadOnlyMemory<byte> part = ip.Payload.Slice(offset, Math.Min(size, ip.Payload.Length - offset));
            yield return ip.IsIPv4 ? V4(ip, part, offset, moreFollow, identification) : V6(ip, part, offset, moreFollow, identification);
        }
    }

    static SamplePacket V4(IpFrame ip, ReadOnlyMemory<byte> part, int offset, bool moreFollow, uint identification) =>
        ip.WithPayload(part.Span, header =>
        {
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), (ushort)identification);
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(6), (ushort)(offset / 8 | (moreFollow ? 0x2000 : 0)));
        });

    static SamplePacket V6(IpFrame ip, ReadOnlyMemory<byte> part, int offset, bool moreFollow, uint identification)
    {
        byte[] payload = new IPv6FragmentLayer((ushort)(offset | (moreFollow ? 1 : 0)), identification, ip.Protocol)
            .Wrap(part.ToArray(), null, null);
        return ip.WithPayload(payload, header => header[6] = 44);
    }
}
