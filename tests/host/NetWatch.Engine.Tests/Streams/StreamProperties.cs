using FsCheck;
using FsCheck.Fluent;
using NetWatch.Engine.Tests.Fakes;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Packets;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Engine.Tests.Streams;

public class StreamProperties
{
    [Fact]
    public void However_a_conversation_is_sent_the_analyzer_gets_exactly_its_bytes() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            FlowSample sample = RandomConversation(random);
            CaptureSample capture = CaptureSample.FromFlow(sample, random.Next(1, 2000));
            foreach (TrafficVariant variant in TrafficTransformer.Variants(seed)) Check(sample, variant.Apply(capture), variant.Name);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    [Fact]
    public void Any_pieces_of_a_stream_in_any_order_give_the_stream() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            string stream = Text(random, random.Next(1, 300));
            FakeProtocol any = FakeProtocol.Any();
            var engine = new TestEngine(any);
            TcpTalk talk = engine.Tcp(clientIsn: (uint)random.NextInt64(1L << 32)).Open();
            foreach ((int from, int length) in Pieces(random, stream.Length)) talk.Send(from, stream.Substring(from, length));
            engine.Complete().ShouldHaveSingleItem().MissingBytes.ShouldBe(0);
            any.Text(FlowDirection.FromInitiator).ShouldBe(stream);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    static void Check(FlowSample sample, CaptureSample capture, string name)
    {
        FakeProtocol any = FakeProtocol.Any();
        var engine = new TestEngine(any);
        engine.Play(capture);
        engine.Complete().ShouldHaveSingleItem(name).MissingBytes.ShouldBe(0, name);
        foreach (FlowDirection direction in (FlowDirection[])[FlowDirection.FromInitiator, FlowDirection.FromResponder])
        {
            byte[] said = [.. sample.Turns.Where(turn => turn.Direction == direction).SelectMany(turn => turn.Bytes.ToArray())];
            any.Received[(int)direction].ToArray().ShouldBe(said, name);
        }
    }

    // Cut at random places, some pieces twice or longer than needed, and all of it shuffled.
    static (int From, int Length)[] Pieces(Random random, int length)
    {
        var pieces = new List<(int, int)>();
        for (int at = 0; at < length;)
        {
            int size = Math.Min(random.Next(1, 40), length - at);
            pieces.Add((at, size));
            if (random.Next(4) == 0) pieces.Add((at, Math.Min(size + random.Next(30), length - at)));
            if (random.Next(6) == 0) pieces.Add((Math.Max(0, at - random.Next(30)), size));
            at += size;
        }

        (int, int)[] shuffled = [.. pieces];
        random.Shuffle(shuffled);
        return shuffled;
    }

    static FlowSample RandomConversation(Random random)
    {
        var turns = new List<FlowTurn>();
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            string text = Text(random, random.Next(1, 1500));
            turns.Add(random.Next(2) == 0 ? FlowTurn.FromInitiator(text) : FlowTurn.FromResponder(text));
        }

        return FlowSample.Tcp("a conversation", 4711, turns);
    }

    static string Text(Random random, int length) => string.Create(length, random, (span, r) =>
    {
        for (int i = 0; i < span.Length; i++) span[i] = (char)r.Next(32, 127);
    });
}
