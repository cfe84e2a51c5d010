using NetWatch.Engine.Flows;
using NetWatch.Engine.Tests.Fakes;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Packets;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Engine.Tests.Flows;

public sealed class FactAnnotatorTests
{
    [Fact]
    public void A_note_stands_beside_its_fact_in_the_flow_once()
    {
        var annotator = new Annotator();
        FlowTurn request = FlowTurn.FromInitiator("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n"), answer = FlowTurn.FromResponder("HTTP/1.1 204 No Content\r\n\r\n");
        var listener = new TestListener();
        var pipeline = new PacketPipeline(ReferenceProtocols.Table(), new EngineOptions { Annotator = annotator }, new TestFaults()) { Listener = listener };
        foreach (SamplePacket packet in CaptureSample.FromFlow(FlowSample.Tcp("two exchanges", 80, request, answer, request, answer)).Packets)
            pipeline.OnPacket(new CapturedPacket(packet.Bytes.Span, packet.Time, packet.WireLength, packet.LinkType));
        pipeline.Complete();

        listener.Ended.ShouldHaveSingleItem().Facts.OfType<OpenFact>().Where(fact => fact.Kind == "note").ShouldHaveSingleItem().Protocol.ShouldBe("http");
    }

    sealed class Annotator : IFactAnnotator
    {
        public Fact? Annotate(Fact fact) => fact is HttpExchange ? new OpenFact("http", "note", [new("of", fact.Kind)]) : null;
    }
}
