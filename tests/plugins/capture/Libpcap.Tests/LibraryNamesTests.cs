using NetWatch.Plugins.Libpcap.Native;

namespace NetWatch.Plugins.Libpcap.Tests;

public sealed class LibraryNamesTests
{
    [Fact]
    public void Debian_s_name_is_among_those_of_linux() => LibraryNames.ForLinux.ShouldBe(["libpcap.so.1", "libpcap.so.0.8", "libpcap.so"]);

    [Fact]
    public void Npcap_s_own_folder_comes_before_the_system_folder() =>
        LibraryNames.ForWindows(@"C:\Windows\System32").ShouldBe([@"C:\Windows\System32\Npcap\wpcap.dll", @"C:\Windows\System32\wpcap.dll"]);
}
