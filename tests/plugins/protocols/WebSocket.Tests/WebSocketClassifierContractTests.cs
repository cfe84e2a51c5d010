using System.Text;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.WebSocket.Tests;

public sealed class WebSocketClassifierContractTests : ClassifierContract<WebSocketClassifier>
{
    static byte[] Masked(string text, byte first = 0x81)
    {
        byte[] mask = [0x37, 0xFA, 0x21, 0x3D], bytes = Encoding.UTF8.GetBytes(text);
        byte[] length = bytes.Length < 126 ? [(byte)(0x80 | bytes.Length)] : [0xFE, (byte)(bytes.Length >> 8), (byte)bytes.Length];
        return [first, .. length, .. mask, .. bytes.Select((value, i) => (byte)(value ^ mask[i & 3]))];
    }

    static readonly FlowSample Joined = FlowSample.Tcp("joined in the middle", 8080, FlowTurn.FromInitiator(Masked("{\"price\":42}")), FlowTurn.FromResponder("\u0081\u0002ok")) with { IsMidStream = true };

    protected override IReadOnlyList<FlowSample> Samples =>
    [
        Joined,
        FlowSample.Tcp("a long message, the server passes for the initiator", 40001, FlowTurn.FromResponder(Masked(new string('x', 300)))) with { IsMidStream = true },
    ];

    protected override IReadOnlyList<FlowSample> Negatives =>
    [
        Joined with { IsMidStream = false, Name = "seen from its start" },
        FlowSample.Tcp("a short text", 8080, FlowTurn.FromInitiator(Masked("hi"))) with { IsMidStream = true },
        FlowSample.Tcp("no text", 8080, FlowTurn.FromInitiator(Masked("\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008"))) with { IsMidStream = true },
        FlowSample.Tcp("binary", 8080, FlowTurn.FromInitiator(Masked("{\"price\":42}", 0x82))) with { IsMidStream = true },
        FlowSample.Tcp("a server's frame", 8080, FlowTurn.FromResponder("\u0081\u000Cabcdefghijkl")) with { IsMidStream = true },
    ];

    [Fact]
    public void What_was_joined_late_says_so_and_who_masks_is_the_client()
    {
        AnalyzerHarness harness = AnalyzerHarness.For<WebSocketClassifier>();
        FactText.Of(harness.Run(Samples[1]).Facts).ShouldBe("websocket/session\ntext_toserver=1\nbinary_toserver=0\nbytes_toserver=300\ntext_toclient=0\nbinary_toclient=0\nbytes_toclient=0\ngap=true\n");
        harness.Run(Joined).Facts.ShouldHaveSingleItem().ShouldBeOfType<OpenFact>().Protocol.ShouldBe("websocket");
    }
}
