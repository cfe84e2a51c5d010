using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Http2.Tests.Frames;

namespace NetWatch.Plugins.Http2.Tests;

public sealed class Http2ClassifierContractTests : ClassifierContract<Http2Classifier>
{
    protected override IReadOnlyList<FlowSample> Samples =>
    [
        FlowSample.Tcp("prior knowledge", 80, Opening, ServerOpening, Client(Get(1)), Server(Answer(1), Data(1, "hello", ends: true))),
        FlowSample.Tcp("the server speaks first", 8443, ServerOpening, Opening, Client(Get(1))),
        FlowSample.Tcp("empty settings", 50051, Server(Settings()), Client(Preface, Settings())),
        FlowSample.Tcp("joined in the middle", 50051, Server(Data(1, "x"), WindowUpdate(0), Data(1, "y", ends: true), Ping)) with { IsMidStream = true },
        FlowSample.Tcp("joined within a frame", 50051, Server([1, 2, 0, 3, 0], WindowUpdate(0), Ping, Answer(7), Data(7, "y"))) with { IsMidStream = true },
    ];

    protected override IReadOnlyList<FlowSample> Negatives =>
    [
        FlowSample.Tcp("HTTP/1.1", 80, FlowTurn.FromInitiator("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), FlowTurn.FromResponder("HTTP/1.1 200 OK\r\n\r\n")),
        FlowSample.Tcp("a preface of another version", 80, FlowTurn.FromInitiator("PRI * HTTP/3.0\r\n\r\nSM\r\n\r\n")),
        FlowSample.Tcp("settings with an impossible value", 80, Server(Settings((2, 5)))),
        FlowSample.Tcp("settings behind another client", 80, FlowTurn.FromInitiator("HELO a\r\n"), Server(Settings())),
        FlowSample.Tcp("zeros", 80, Client(new byte[500])),
        FlowSample.Tcp("zeros in the middle", 80, Client(new byte[5000])) with { IsMidStream = true },
        FlowSample.Tcp("zeros and small numbers, as in SMB", 445, Client([.. Enumerable.Repeat<byte[]>([0, 0, 0, 0, 0, 0, 0, 0, 1], 60).SelectMany(part => part)])) with { IsMidStream = true },
        FlowSample.Tcp("data alone", 445, Client(Data(1, "x"), Data(1, "y"), Data(3, "z"), Data(1, "x"))) with { IsMidStream = true },
        FlowSample.Tcp("TLS", 443, Client([22, 3, 1, 0, 5, 1, 0, 0, 1, 3])),
    ];
}
