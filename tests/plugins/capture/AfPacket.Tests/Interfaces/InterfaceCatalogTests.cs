using NetWatch.Plugins.AfPacket.Interfaces;
using NetWatch.Sdk.Capture;

namespace NetWatch.Plugins.AfPacket.Tests.Interfaces;

public sealed class InterfaceCatalogTests : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("netwatch-catalog-").FullName;

    [Fact]
    public void Interfaces_are_read_from_their_folders()
    {
        Device("lo", flags: "0x9", state: "unknown", type: "772");
        Device("eth0", flags: "0x1003", state: "up", type: "1", speed: "1000", hasDevice: true);
        Device("eth1", flags: "0x1003", state: "down", type: "1", speed: "-1");
        Device("wg0", flags: "0x91", state: "unknown", type: "65534", uevent: "DEVTYPE=wireguard\nINTERFACE=wg0");
        File.WriteAllText(Path.Combine(_root, "bonding_masters"), "");
        File.WriteAllText(Path.Combine(_root, "route"), "header\neth0\t00000000\t0100A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n");

        new InterfaceCatalog(_root, _root).List().ShouldBe(
        [
            new CaptureInterface("eth0", "Ethernet, 1 Gb/s, default route", IsUp: true, IsLoopback: false),
            new CaptureInterface("wg0", "WireGuard", IsUp: true, IsLoopback: false),
            new CaptureInterface("any", "all interfaces at once", IsUp: true, IsLoopback: false),
            new CaptureInterface("lo", "loopback", IsUp: true, IsLoopback: true),
            new CaptureInterface("eth1", "virtual Ethernet, down", IsUp: false, IsLoopback: false),
        ]);
    }

    [Fact]
    public void Where_the_kernel_shows_nothing_the_list_is_empty() =>
        new InterfaceCatalog(Path.Combine(_root, "missing"), _root).List().ShouldBeEmpty();

    public void Dispose() => Directory.Delete(_root, recursive: true);

    void Device(string name, string flags, string state, string type, string? speed = null, string uevent = "", bool hasDevice = false)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "flags"), flags + "\n");
        File.WriteAllText(Path.Combine(folder, "operstate"), state + "\n");
        File.WriteAllText(Path.Combine(folder, "type"), type + "\n");
        File.WriteAllText(Path.Combine(folder, "uevent"), uevent + "\n");
        if (speed is not null) File.WriteAllText(Path.Combine(folder, "speed"), speed + "\n");
        if (hasDevice) Directory.CreateDirectory(Path.Combine(folder, "device"));
    }
}
