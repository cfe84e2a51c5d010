using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Ssh.Tests;

public sealed class SshDissectorTests
{
    [Fact]
    public void Strings_and_messages_are_shown_up_to_encryption()
    {
        byte[] bytes = [.. SshSamples.Text("SSH-2.0-x y\r\n"), .. SshSamples.Offer("a;b;c;c2;d;d2;e;e2;;"), .. SshSamples.Packet(21), 1, 2, 3];
        IReadOnlyList<string> lines = TreeText.TextsOf(new SshDissector(), Input(bytes, 0));
        lines[0].ShouldBe("SSH-2.0-x y");
        lines.ShouldContain("  Software version: x");
        lines.ShouldContain("  Comments: y");
        lines.ShouldContain("SSH version 2, Key Exchange Init");
        lines.ShouldContain("  Ciphers to client: c2");
        lines.ShouldContain("SSH version 2, New Keys");
        lines[^1].ShouldBe("Encrypted, or continued (3 bytes)");
    }

    [Fact]
    public void The_summary_is_what_the_packet_brings()
    {
        byte[] line = SshSamples.Text("SSH-2.0-x\r\n"), offer = SshSamples.Offer("a;b;c;c;d;d;e;e;;");
        byte[] bytes = [.. line, .. offer];
        new SshDissector().Summarize(Input(line, 0)).ShouldBe("SSH-2.0-x");
        new SshDissector().Summarize(Input(bytes, line.Length)).ShouldBe("SSH version 2, Key Exchange Init");
    }

    static DissectionInput Input(byte[] bytes, int packetStart) => new()
    {
        Bytes = bytes, PacketStart = packetStart, StartsAtFirstByte = true, Transport = Transport.Tcp, Direction = FlowDirection.FromInitiator,
    };
}
