namespace NetWatch.Plugins.Libpcap.Native;

/// <summary>The names under which the library is looked for, by platform, in order.</summary>
public static class LibraryNames
{
    /// <summary>For this platform.</summary>
    public static IReadOnlyList<string> Here() =>
        OperatingSystem.IsWindows() ? ForWindows(Environment.SystemDirectory)
        : OperatingSystem.IsMacOS() ? ForMacOS
        : ForLinux;

    /// <summary>
    /// Linux and the BSDs. Debian calls it libpcap.so.0.8 for the ABI it began with, though it is libpcap 1.x; the name without a version comes
    /// only with the development package.
    /// </summary>
    public static IReadOnlyList<string> ForLinux { get; } = ["libpcap.so.1", "libpcap.so.0.8", "libpcap.so"];

    /// <summary>macOS, where it is part of the system.</summary>
    public static IReadOnlyList<string> ForMacOS { get; } = ["libpcap.A.dylib", "libpcap.dylib", "/usr/lib/libpcap.A.dylib", "/usr/lib/libpcap.dylib"];

    /// <summary>Windows: Npcap stands in a folder of its own, so as not to replace the older WinPcap in the system folder.</summary>
    public static IReadOnlyList<string> ForWindows(string systemFolder) => [systemFolder + @"\Npcap\wpcap.dll", systemFolder + @"\wpcap.dll"];
}
