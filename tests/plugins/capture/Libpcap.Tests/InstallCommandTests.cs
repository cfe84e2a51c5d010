namespace NetWatch.Plugins.Libpcap.Tests;

public sealed class InstallCommandTests
{
    [Theory]
    [InlineData("ID=debian\nVERSION_ID=\"12\"", "sudo apt-get install libpcap0.8")]
    [InlineData("NAME=\"Linux Mint\"\nID=linuxmint\nID_LIKE=\"ubuntu debian\"", "sudo apt-get install libpcap0.8")]
    [InlineData("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"", "sudo dnf install libpcap")]
    [InlineData("ID=arch", "sudo pacman -S libpcap")]
    [InlineData("ID=alpine", "sudo apk add libpcap")]
    [InlineData("ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"", "sudo zypper install libpcap1")]
    [InlineData("", "Install the package libpcap of this distribution.")]
    public void The_command_is_that_of_the_distribution_or_of_its_parent(string osRelease, string expected) =>
        InstallCommand.ForLinux(osRelease).ShouldBe(expected);
}
