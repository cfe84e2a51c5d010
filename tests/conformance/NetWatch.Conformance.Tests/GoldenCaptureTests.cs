using NetWatch.Sdk.Testing.Packets;

namespace NetWatch.Conformance.Tests;

/// <summary>
/// What is said of captures of real clients and servers, to the last field. The scripts beside the captures made them; the approved
/// texts beside them were compared with what another dissector says of the same packets.
/// </summary>
public sealed class GoldenCaptureTests
{
    [Theory]
    [InlineData("bittorrent")]
    [InlineData("dhcp")]
    [InlineData("ftp")]
    [InlineData("llmnr")]
    [InlineData("mqtt")]
    [InlineData("netbios")]
    [InlineData("ntp")]
    [InlineData("quic")]
    [InlineData("snmp")]
    [InlineData("ssdp")]
    [InlineData("ssh")]
    [InlineData("stun")]
    public void Real_clients_and_servers_are_told_as_they_are(string name)
    {
        CaptureSample capture = CaptureFileReader.Read(Path.Combine(AppContext.BaseDirectory, "Samples", $"{name}.pcap"));

        FactLines.Of(capture, BundledProtocols.Load()).ShouldMatchApproved(config => config.SubFolder("Approved").WithDiscriminator(name));
    }
}
