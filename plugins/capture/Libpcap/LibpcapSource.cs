using NetWatch.Plugins.Libpcap.Native;
using NetWatch.Sdk.Capture;

namespace NetWatch.Plugins.Libpcap;

/// <summary>Captures through libpcap (Linux, macOS, BSD) or Npcap (Windows), whichever name it has there; compiles BPF expressions.</summary>
[CaptureSource("libpcap", Priority = 10)]
public sealed class LibpcapSource : ICaptureSource
{
    readonly IReadOnlyList<string> _names;
    PcapLibrary? _library;

    /// <summary>The source for this machine. The library is loaded when it is first asked for.</summary>
    public LibpcapSource() : this(LibraryNames.Here()) { }

    LibpcapSource(IReadOnlyList<string> libraryNames) => _names = libraryNames;

    /// <summary>The source with a library of one of these names or paths.</summary>
    public static LibpcapSource WithLibrary(params IReadOnlyList<string> names) => new(names);

    /// <inheritdoc/>
    public CaptureAvailability CheckAvailability() => Load() is { } library
        ? PrivilegeAdvice.FindObstacle() ?? new(true, $"Captures through {library.VersionText}.")
        : new(false, MissingMessage, InstallCommand.Here());

    /// <inheritdoc/>
    public IReadOnlyList<CaptureInterface> ListInterfaces() => Load() is { } library ? DeviceList.Read(library) : [];

    /// <inheritdoc/>
    public ICaptureSession Open(CaptureOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (Load() is not { } library) throw new CaptureException(MissingMessage, InstallCommand.Here());
        if (options.FanoutGroup is not null)
        {
            throw new CaptureException("The libpcap source can't split packets between several workers.",
                "Capture with one worker, or use --source afpacket on Linux.");
        }
        return PcapHandle.Open(library, options);
    }

    string MissingMessage => $"libpcap is not installed: none of {string.Join(", ", _names)} could be loaded.";

    PcapLibrary? Load() => _library ??= PcapLibrary.TryLoad(_names);
}
