using System.Text;
using NetWatch.Plugins.Libpcap.Native;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Libpcap;

/// <summary>Opens a handle of the library step by step.</summary>
internal static unsafe class PcapHandle
{
    // Buffers that are not full are handed over after so long. No immediate mode: with a large snaplen it lost half of the packets
    // at 188,000 a second.
    internal const int TimeoutMilliseconds = 50;

    const int PrecisionNanoseconds = 1;
    const uint UnknownNetmask = 0xffff_ffff;

    const int ErrorNoSuchDevice = -5;
    const int ErrorPermission = -8;
    const int ErrorNotUp = -9;
    const int ErrorPromiscuousPermission = -11;

    internal static LibpcapSession Open(PcapLibrary library, CaptureOptions options)
    {
        byte* error = stackalloc byte[PcapLibrary.ErrorBytes];
        nint handle;
        fixed (byte* name = ZeroTerminated(options.Interface)) handle = library.Create(name, error);
        if (handle == 0) throw new CaptureException($"Capturing on '{options.Interface}' is not possible: {PcapLibrary.Text(error)}.");
        try
        {
            bool isNanoseconds = Configure(library, handle, options);
            string? notice = Activate(library, handle, options);
            if (library.SetNonBlocking(handle, 1, error) != 0)
            {
                throw new CaptureException($"Capturing on '{options.Interface}' is not possible: {PcapLibrary.Text(error)}.");
            }
            // Of the two cooked headers the second names the interface; libpcap's default is the first.
            if (library.DataLink(handle) == (int)LinkType.LinuxSll) _ = library.SetDataLink(handle, (int)LinkType.LinuxSll2);
            if (!string.IsNullOrWhiteSpace(options.BpfExpression)) SetFilter(library, handle, options.BpfExpression);
            return new LibpcapSession(library, handle, LinkTypes.FromDlt(library.DataLink(handle)), isNanoseconds, notice);
        }
        catch
        {
            library.Close(handle);
            throw;
        }
    }

    // The setters fail only on a handle that is active already. True when times will be in nanoseconds.
    static bool Configure(PcapLibrary library, nint handle, CaptureOptions options)
    {
        _ = library.SetSnapLength(handle, Math.Clamp(options.SnapLength, 64, 262_144));
        _ = library.SetPromiscuous(handle, options.Promiscuous ? 1 : 0);
        _ = library.SetTimeout(handle, TimeoutMilliseconds);
        _ = library.SetBufferSize(handle, Math.Clamp(options.BufferBytes, 1 << 20, 1 << 30));
        return library.SetPrecision != null && library.SetPrecision(handle, PrecisionNanoseconds) == 0;
    }

    // Positive results are warnings: the capture runs, but not quite as asked.
    static string? Activate(PcapLibrary library, nint handle, CaptureOptions options)
    {
        int result = library.Activate(handle);
        string words = result == 0 ? "" : library.ErrorText(handle);
        if (result >= 0) return words.Length == 0 ? null : words;
        string message = $"Capturing on '{options.Interface}' is not possible: {(words.Length == 0 ? Words(result) : words)}.";
        throw result switch
        {
            ErrorNoSuchDevice => new CaptureException($"There is no interface '{options.Interface}'.", Names(library)),
            ErrorPermission or ErrorPromiscuousPermission => PrivilegeAdvice.Explain(message),
            ErrorNotUp => new CaptureException(message, $"Bring the interface up: sudo ip link set {options.Interface} up"),
            _ => new CaptureException(message),
        };
    }

    static void SetFilter(PcapLibrary library, nint handle, string expression)
    {
        FilterProgram program = default;
        fixed (byte* text = ZeroTerminated(expression))
        {
            if (library.Compile(handle, &program, text, 1, UnknownNetmask) != 0)
            {
                throw new CaptureException($"The BPF expression '{expression}' can't be compiled: {library.ErrorText(handle)}.",
                    "The language is described in pcap-filter(7), for instance 'tcp port 443 and host 192.0.2.1'.");
            }
        }
        int result = library.SetFilter(handle, &program);
        library.FreeFilter(&program);
        if (result != 0) throw new CaptureException($"The BPF expression '{expression}' can't be installed: {library.ErrorText(handle)}.");
    }

    static string Words(int result) => result switch
    {
        ErrorNoSuchDevice => "no such device",
        ErrorPermission => "permission denied",
        ErrorNotUp => "the interface is down",
        ErrorPromiscuousPermission => "no permission for promiscuous mode",
        _ => $"libpcap error {result}",
    };

    static string Names(PcapLibrary library) => DeviceList.Read(library) is { Count: > 0 } found
        ? "Interfaces here: " + string.Join(", ", found.Select(i => i.Name)) + "."
        : "Name an interface of this machine.";

    static byte[] ZeroTerminated(string text) => Encoding.UTF8.GetBytes(text + "\0");
}
