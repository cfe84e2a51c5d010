namespace NetWatch.Sdk.Testing.Packets;

/// <summary>The checksum of IPv4, TCP and UDP (RFC 1071).</summary>
static class InternetChecksum
{
    internal static ushort Of(params ReadOnlySpan<byte[]> parts)
    {
        ulong sum = 0;
        foreach (byte[] part in parts)
        {
            // Every part but the last has an even length, so words never reach over a border.
            for (int i = 0; i < part.Length; i++) sum += (uint)(part[i] << (i % 2 == 0 ? 8 : 0));
        }

        while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }
}
