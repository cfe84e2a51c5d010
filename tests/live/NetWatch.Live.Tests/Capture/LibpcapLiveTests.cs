using NetWatch.Live.Tests.Network;
using NetWatch.Plugins.Libpcap;
using NetWatch.Sdk.Capture;

namespace NetWatch.Live.Tests.Capture;

public sealed class LibpcapLiveTests() : CaptureSourceLiveTests(new LibpcapSource())
{
    [RootFact]
    public void A_bpf_expression_lets_only_its_packets_through()
    {
        LiveCapture none = LiveCapture.Run(Source, Pair.Right, OnRight with { BpfExpression = "tcp" }, () => SendToRight(50));
        LiveCapture all = LiveCapture.Run(Source, Pair.Right, OnRight with { BpfExpression = "udp dst port 9999" }, () => SendToRight(50));

        none.Packets.ShouldBeEmpty();
        all.Numbers.ShouldBe(Enumerable.Range(0, 50));
    }

    [RootFact]
    public void A_broken_bpf_expression_is_explained_in_the_words_of_libpcap()
    {
        CaptureException error = Should.Throw<CaptureException>(
            () => NetworkPair.In(Pair.Right, () => Source.Open(OnRight with { BpfExpression = "tcp port" })));

        error.Message.ShouldContain("'tcp port' can't be compiled");
        error.Message.ShouldContain("syntax error");
        error.Remedy.ShouldNotBeNull().ShouldContain("pcap-filter");
    }
}
