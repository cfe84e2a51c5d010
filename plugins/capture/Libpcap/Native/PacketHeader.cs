using System.Runtime.InteropServices;

namespace NetWatch.Plugins.Libpcap.Native;

/// <summary>
/// struct pcap_pkthdr: struct timeval, then captured length and length on the wire. The parts of a timeval are C longs, four bytes wide on
/// Windows; on macOS the second part is four bytes and four of padding.
/// </summary>
internal static unsafe class PacketHeader
{
    internal static void Read(byte* header, out long seconds, out long fraction, out uint captured, out uint wire)
    {
        int width = sizeof(CLong);
        seconds = ((CLong*)header)->Value;
        fraction = OperatingSystem.IsMacOS() ? *(int*)(header + width) : ((CLong*)(header + width))->Value;
        captured = *(uint*)(header + (2 * width));
        wire = *(uint*)(header + (2 * width) + sizeof(uint));
    }
}
