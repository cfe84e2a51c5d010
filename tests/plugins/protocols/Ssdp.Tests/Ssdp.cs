using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Ssdp.Tests;

/// <summary>Messages and flows of the tests.</summary>
static class Ssdp
{
    internal const string SearchText =
        "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\nMX: 2\r\nST: ssdp:all\r\nUSER-AGENT: test/1\r\n\r\n";

    internal const string NotifyText =
        "NOTIFY * HTTP/1.1\r\nHost:239.255.255.250:1900\r\nCache-Control: max-age=1800\r\nLocation: http://192.0.2.1:5000/d.xml\r\nNT: upnp:rootdevice\r\n"
        + "NTS: ssdp:alive\r\nServer: Linux UPnP/1.1 thing/1\r\nUSN: uuid:1::upnp:rootdevice\r\n\r\n";

    internal const string AnswerText =
        "HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=1800\r\nDATE: Thu, 01 Jan 2026 00:00:00 GMT\r\nEXT:\r\nLOCATION: http://192.0.2.1:5000/d.xml\r\n"
        + "SERVER: Linux UPnP/1.1 thing/1\r\nST: upnp:rootdevice\r\nUSN: uuid:1::upnp:rootdevice\r\n\r\n";

    static readonly NetAddress Group = NetAddress.FromIPv4(0xEFFF_FFFA);

    internal static FlowSample Search { get; } =
        FlowSample.Udp("a search", 1900, FlowTurn.FromInitiator(SearchText), FlowTurn.FromInitiator(SearchText)) with { ResponderAddress = Group };

    internal static FlowSample Notify { get; } = FlowSample.Udp("announcements", 1900, FlowTurn.FromInitiator(NotifyText)) with { ResponderAddress = Group };

    internal static FlowSample Answer { get; } = FlowSample.Udp("an answer to another port", 50_123, FlowTurn.FromInitiator(AnswerText)) with { InitiatorPort = 50_001 };

    internal static string FactsOf(FlowSample sample) => FactText.Of(Facts(sample));

    internal static IReadOnlyList<Fact> Facts(FlowSample sample) => AnalyzerHarness.For<SsdpClassifier>().Run(sample).Facts;
}
