using System.Runtime.InteropServices;
using NetWatch.Plugins.Libpcap.Native;
using NetWatch.Sdk.Capture;

namespace NetWatch.Plugins.Libpcap;

/// <summary>The interfaces that the library knows, in its order, which begins with those that are up.</summary>
internal static unsafe class DeviceList
{
    const uint FlagLoopback = 1;
    const uint FlagUp = 2;
    const uint FlagRunning = 4;

    // No list of devices is this long; a broken one would otherwise be walked without end.
    const int Most = 4096;

    internal static IReadOnlyList<CaptureInterface> Read(PcapLibrary library)
    {
        nint first = 0;
        byte* error = stackalloc byte[PcapLibrary.ErrorBytes];
        if (library.FindDevices(&first, error) != 0) return [];
        var found = new List<CaptureInterface>();
        for (var device = (Device*)first; device != null && found.Count < Most; device = device->Next)
        {
            if (PcapLibrary.Text(device->Name) is { Length: > 0 } name && CarriesNetworkTraffic(name))
            {
                bool isUp = (device->Flags & (FlagUp | FlagRunning)) == (FlagUp | FlagRunning);
                found.Add(new(name, PcapLibrary.Text(device->Description) ?? "", isUp, (device->Flags & FlagLoopback) != 0));
            }
        }
        library.FreeDevices(first);
        return found;
    }

    // The library also lists buses and queues that show no packets of a network, or take them away from it (nfqueue).
    static bool CarriesNetworkTraffic(string name) =>
        !name.StartsWith("bluetooth", StringComparison.Ordinal) && !name.StartsWith("usbmon", StringComparison.Ordinal)
        && !name.StartsWith("dbus-", StringComparison.Ordinal) && name is not "nfqueue";

    /// <summary>struct pcap_if.</summary>
    [StructLayout(LayoutKind.Sequential)]
    struct Device
    {
        internal Device* Next;
        internal byte* Name;
        internal byte* Description;
        internal void* Addresses;
        internal uint Flags;
    }
}
