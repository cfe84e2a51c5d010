using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Memory;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Mqtt.Tests;

public sealed class MqttAnalyzerTests
{
    static FlowAnalysis Run(FlowSample sample) => AnalyzerHarness.For<MqttClassifier>().Run(sample);

    [Fact]
    public void Who_connects_what_is_subscribed_and_what_is_published_is_told()
    {
        Run(MqttSamples.Current).Text.ShouldBe(
            """
            app=mqtt
            mqtt/connect
            connect.protocol_string=MQTT
            connect.protocol_version=4
            connect.flags.username=true
            connect.flags.password=true
            connect.flags.will_retain=false
            connect.flags.will=true
            connect.flags.clean_session=true
            connect.client_id=client-1
            connect.keep_alive=60
            connect.username=ann
            connect.will.topic=gone/a
            connect.will.qos=0
            mqtt/connack
            connack.session_present=true
            connack.return_code=0
            connack.reason=Connection accepted
            mqtt/subscribe
            subscribe.message_id=7
            subscribe.topics[0].topic=home/+/temp
            subscribe.topics[0].qos=1
            subscribe.topics[1].topic=news/#
            subscribe.topics[1].qos=2
            mqtt/publish
            publish.qos=0
            publish.retain=false
            publish.dup=false
            publish.topic=home/a/temp
            publish.direction=to_server
            publish.message_length=3
            mqtt/publish
            publish.qos=0
            publish.retain=true
            publish.dup=false
            publish.topic=home/b
            publish.direction=to_server
            publish.message_length=1
            mqtt/publish
            publish.qos=2
            publish.retain=false
            publish.dup=false
            publish.topic=news/x
            publish.direction=to_client
            publish.message_length=1
            mqtt/session
            published_to_server=3
            published_to_client=1
            published_qos0=2
            published_qos1=1
            published_qos2=1
            topics=3

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Version_5_says_more()
    {
        string text = Run(MqttSamples.New).Text;
        text.ShouldContain("connect.session_expiry_interval=30\nconnect.user_properties[0]=k\nconnect.user_properties[1]=vvvv\n");
        text.ShouldContain("connack.return_code=0\nconnack.reason=Success\nconnack.assigned_client_id=auto-1\n");
        text.ShouldContain("subscribe.topics[0].topic=a\n");
        text.ShouldContain("publish.message_length=4\npublish.content_type=image/jpeg\n");
        text.ShouldContain("disconnect.reason_code=142\ndisconnect.reason=Session taken over\n");
    }

    [Fact]
    public void A_password_is_told_nowhere()
    {
        FlowAnalysis analysis = Run(MqttSamples.Current);
        analysis.Text.ShouldNotContain("hunter");
        analysis.Facts.ShouldAllBe(fact => !fact.Summary.Contains("hunter"));
    }

    [Fact]
    public void A_refusal_is_told_by_name() => Run(MqttSamples.Old).Text.ShouldContain("connack.return_code=5\nconnack.reason=Not authorized\n");

    [Fact]
    public void A_large_message_is_passed_over_and_what_follows_is_read()
    {
        byte[] large = MqttSamples.Publish(0, "pic", new byte[200_000]);
        string text = Run(FlowSample.Tcp("large", 1883, MqttSamples.Client(MqttSamples.Connect("MQTT", 4, 2, MqttSamples.Text("c"))),
            MqttSamples.Client(large, MqttSamples.Publish(0, "after", 1)))).Text;
        text.ShouldContain("publish.topic=pic\npublish.direction=to_server\npublish.message_length=200000\n");
        text.ShouldContain("publish.topic=after\n");
    }

    [Fact]
    public void A_gap_within_a_message_changes_nothing()
    {
        byte[] large = MqttSamples.Publish(0, "pic", new byte[5000]);
        string text = Run(FlowSample.Tcp("gap", 1883, MqttSamples.Client(MqttSamples.Connect("MQTT", 4, 2, MqttSamples.Text("c")), large[..2000]),
            FlowTurn.Gap(FlowDirection.FromInitiator, large.Length - 2000), MqttSamples.Client(MqttSamples.Publish(0, "after", 1)))).Text;
        text.ShouldContain("publish.topic=after\n");
    }

    [Fact]
    public void Messages_to_known_topics_allocate_nothing()
    {
        IFlowAnalyzer analyzer = new MqttAnalyzerFactory().Create();
        var facts = new FactCollector();
        analyzer.Start(default);
        Feed(analyzer, MqttSamples.Connect("MQTT", 4, 2, MqttSamples.Text("c")), facts);
        byte[] large = MqttSamples.Publish(0, "a/b", new byte[3000]);
        for (int i = 0; i < 100; i++) Halves(analyzer, large, facts);
        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 0; i < 10_000; i++) Halves(analyzer, large, facts);
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);
    }

    [Fact]
    public void Topics_are_bounded()
    {
        byte[][] many = [.. Enumerable.Range(0, 1000).Select(i => MqttSamples.Publish(0, $"topic/{i}", 1))];
        FlowAnalysis analysis = Run(FlowSample.Tcp("many", 1883, MqttSamples.Client([MqttSamples.Connect("MQTT", 4, 2, MqttSamples.Text("c")), .. many])));
        analysis.Facts.Count(fact => fact.Kind == "publish").ShouldBe(64);
        analysis.Text.ShouldContain("published_to_server=1000\n");
        analysis.Text.ShouldContain("topics_truncated=true\n");
    }

    static void Halves(IFlowAnalyzer analyzer, byte[] packet, FactCollector facts)
    {
        Feed(analyzer, packet.AsSpan(0, 2), facts);
        Feed(analyzer, packet.AsSpan(2), facts);
    }

    static void Feed(IFlowAnalyzer analyzer, ReadOnlySpan<byte> bytes, FactCollector facts) =>
        analyzer.OnData(new StreamChunk { Direction = FlowDirection.FromInitiator, Bytes = bytes, Time = default }, facts);
}
