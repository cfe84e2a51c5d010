using System.Globalization;
using NetWatch.Engine.Decode;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Dissection;

/// <summary>The nodes of the headers, from the frame to the transport.</summary>
static class HeaderDissection
{
    internal static void Write(DetailTree tree, long number, LinkType linkType, int wireLength, long time, ReadOnlySpan<byte> frame,
        in DecodedPacket packet, ReadOnlySpan<byte> data)
    {
        tree.Map(0, 0);
        tree.Open(string.Create(CultureInfo.InvariantCulture, $"Frame {number}: {wireLength} bytes on the wire, {frame.Length} captured"), 0, frame.Length);
        tree.Add($"Time: {new Timestamp(time)}", 0, 0);
        tree.Add($"Link type: {linkType}", 0, 0);
        tree.Close();
        LinkDissection.Write(tree, linkType, frame, packet);
        if (!packet.HasIp)
        {
            if (packet.EtherType == 0x0806) tree.Add(ArpText.Of(data, packet.NetworkOffset), packet.NetworkOffset, 28);
            return;
        }

        // The innermost packet may lie in a datagram that was put together: then there is no place in this frame to point at.
        tree.Map(0, packet.IsReassembled ? -1 : 0);
        if (packet.IsReassembled) tree.Add("Put together from IP fragments; the bytes lie in several packets", 0, 0);
        NetworkDissection.Write(tree, packet, data);
        TransportDissection.Write(tree, packet, data);
    }
}
