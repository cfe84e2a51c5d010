using System.Runtime.InteropServices;

namespace NetWatch.Plugins.Libpcap.Native;

/// <summary>
/// The functions of libpcap that are used (pcap(3PCAP)), bound when the library is found. The library stays loaded: sessions may
/// outlive whoever found it.
/// </summary>
internal sealed unsafe class PcapLibrary
{
    /// <summary>Bytes of the buffers for error texts (PCAP_ERRBUF_SIZE).</summary>
    internal const int ErrorBytes = 256;

    internal readonly delegate* unmanaged[Cdecl]<byte*, byte*, nint> Create;
    internal readonly delegate* unmanaged[Cdecl]<nint, int, int> SetSnapLength;
    internal readonly delegate* unmanaged[Cdecl]<nint, int, int> SetPromiscuous;
    internal readonly delegate* unmanaged[Cdecl]<nint, int, int> SetTimeout;
    internal readonly delegate* unmanaged[Cdecl]<nint, int, int> SetBufferSize;
    internal readonly delegate* unmanaged[Cdecl]<nint, int> Activate;
    internal readonly delegate* unmanaged[Cdecl]<nint, int, byte*, int> SetNonBlocking;
    internal readonly delegate* unmanaged[Cdecl]<nint, int, delegate* unmanaged[Cdecl]<nint, byte*, byte*, void>, nint, int> Dispatch;
    internal readonly delegate* unmanaged[Cdecl]<nint, int> DataLink;
    internal readonly delegate* unmanaged[Cdecl]<nint, int, int> SetDataLink;
    internal readonly delegate* unmanaged[Cdecl]<nint, FilterProgram*, byte*, int, uint, int> Compile;
    internal readonly delegate* unmanaged[Cdecl]<nint, FilterProgram*, int> SetFilter;
    internal readonly delegate* unmanaged[Cdecl]<FilterProgram*, void> FreeFilter;
    internal readonly delegate* unmanaged[Cdecl]<nint, byte*, int> Statistics;
    internal readonly delegate* unmanaged[Cdecl]<nint, byte*> Error;
    internal readonly delegate* unmanaged[Cdecl]<nint, void> Close;
    internal readonly delegate* unmanaged[Cdecl]<nint*, byte*, int> FindDevices;
    internal readonly delegate* unmanaged[Cdecl]<nint, void> FreeDevices;
    internal readonly delegate* unmanaged[Cdecl]<byte*> Version;

    /// <summary>Since libpcap 1.5; null before.</summary>
    internal readonly delegate* unmanaged[Cdecl]<nint, int, int> SetPrecision;

    /// <summary>Not on Windows.</summary>
    internal readonly delegate* unmanaged[Cdecl]<nint, int> SelectableDescriptor;

    /// <summary>On Windows only.</summary>
    internal readonly delegate* unmanaged[Cdecl]<nint, nint> WaitEvent;

    PcapLibrary(nint library)
    {
        Create = (delegate* unmanaged[Cdecl]<byte*, byte*, nint>)Find(library, "pcap_create");
        SetSnapLength = (delegate* unmanaged[Cdecl]<nint, int, int>)Find(library, "pcap_set_snaplen");
        SetPromiscuous = (delegate* unmanaged[Cdecl]<nint, int, int>)Find(library, "pcap_set_promisc");
        SetTimeout = (delegate* unmanaged[Cdecl]<nint, int, int>)Find(library, "pcap_set_timeout");
        SetBufferSize = (delegate* unmanaged[Cdecl]<nint, int, int>)Find(library, "pcap_set_buffer_size");
        Activate = (delegate* unmanaged[Cdecl]<nint, int>)Find(library, "pcap_activate");
        SetNonBlocking = (delegate* unmanaged[Cdecl]<nint, int, byte*, int>)Find(library, "pcap_setnonblock");
        Dispatch = (delegate* unmanaged[Cdecl]<nint, int, delegate* unmanaged[Cdecl]<nint, byte*, byte*, void>, nint, int>)
            Find(library, "pcap_dispatch");
        DataLink = (delegate* unmanaged[Cdecl]<nint, int>)Find(library, "pcap_datalink");
        SetDataLink = (delegate* unmanaged[Cdecl]<nint, int, int>)Find(library, "pcap_set_datalink");
        Compile = (delegate* unmanaged[Cdecl]<nint, FilterProgram*, byte*, int, uint, int>)Find(library, "pcap_compile");
        SetFilter = (delegate* unmanaged[Cdecl]<nint, FilterProgram*, int>)Find(library, "pcap_setfilter");
        FreeFilter = (delegate* unmanaged[Cdecl]<FilterProgram*, void>)Find(library, "pcap_freecode");
        Statistics = (delegate* unmanaged[Cdecl]<nint, byte*, int>)Find(library, "pcap_stats");
        Error = (delegate* unmanaged[Cdecl]<nint, byte*>)Find(library, "pcap_geterr");
        Close = (delegate* unmanaged[Cdecl]<nint, void>)Find(library, "pcap_close");
        FindDevices = (delegate* unmanaged[Cdecl]<nint*, byte*, int>)Find(library, "pcap_findalldevs");
        FreeDevices = (delegate* unmanaged[Cdecl]<nint, void>)Find(library, "pcap_freealldevs");
        Version = (delegate* unmanaged[Cdecl]<byte*>)Find(library, "pcap_lib_version");
        SetPrecision = (delegate* unmanaged[Cdecl]<nint, int, int>)FindOptional(library, "pcap_set_tstamp_precision");
        SelectableDescriptor = (delegate* unmanaged[Cdecl]<nint, int>)FindOptional(library, "pcap_get_selectable_fd");
        WaitEvent = (delegate* unmanaged[Cdecl]<nint, nint>)FindOptional(library, "pcap_getevent");
    }

    /// <summary>Loads the first library of these names that has every function; null when none does.</summary>
    internal static PcapLibrary? TryLoad(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (!NativeLibrary.TryLoad(name, out nint library)) continue;
            try
            {
                return new PcapLibrary(library);
            }
            catch (EntryPointNotFoundException)
            {
                // Too old (before libpcap 1.0): another of the names may be newer.
                NativeLibrary.Free(library);
            }
        }
        return null;
    }

    /// <summary>The library's own description of itself.</summary>
    internal string VersionText => Text(Version()) ?? "libpcap";

    /// <summary>The library's words for the last error of a handle.</summary>
    internal string ErrorText(nint handle) => Text(Error(handle)) ?? "";

    /// <summary>A text of the library, which is UTF-8 or ASCII.</summary>
    internal static string? Text(byte* text) => Marshal.PtrToStringUTF8((nint)text);

    static nint Find(nint library, string name) => NativeLibrary.GetExport(library, name);

    static nint FindOptional(nint library, string name) => NativeLibrary.TryGetExport(library, name, out nint address) ? address : 0;
}
