using NetWatch.Engine;
using NetWatch.Engine.Decryption;
using NetWatch.Engine.Identification;
using NetWatch.Engine.Ring;

namespace NetWatch.Host.Configuration;

/// <summary>The ceilings of the engine as the user has set them.</summary>
static class EngineSettings
{
    internal static EngineOptions Options(Settings settings, Engine.Flows.IFactAnnotator? annotator) => new()
    {
        Annotator = annotator,
        FlowMemoryBytes = settings.Size("engine.flowmemory"),
        MaxHeldStreams = (int)settings.Count("engine.heldstreams"),
        MaxHeldBytes = (int)settings.Size("engine.heldbytes"),
        MaxUndecidedFlows = (int)settings.Count("engine.undecided"),
        MaxFactsPerFlow = (int)settings.Count("engine.facts"),
        MaxTransactions = (int)settings.Count("engine.transactions"),
        MaxExpectedFlows = (int)settings.Count("engine.expected"),
        MaxFlowMarks = (int)settings.Count("engine.marks"),
        MaxFragmentedDatagrams = (int)settings.Count("engine.fragments"),
        MaxFragmentBytes = (int)settings.Size("engine.fragmentbytes"),
        TcpTimeout = settings.Time("timeouts.tcp"),
        TcpOpeningTimeout = settings.Time("timeouts.tcpopening"),
        TcpClosedTimeout = settings.Time("timeouts.tcpclosed"),
        UdpTimeout = settings.Time("timeouts.udp"),
        OtherTimeout = settings.Time("timeouts.other"),
    };

    internal static KeyRing KeyRing(Settings settings) => new((int)settings.Count("decryption.keys"))
    {
        MaxWaitingBytes = settings.Size("decryption.waiting"),
        MaxWaitingBytesPerDirection = (int)settings.Size("decryption.waitingperflow"),
    };

    internal static PlaintextHistory Plaintext(Settings settings, ProtocolTable protocols, IExtensionFaults faults) => new(protocols, faults)
    {
        MaxBytes = settings.Size("decryption.plaintext"),
        MaxBytesPerFlow = (int)settings.Size("decryption.plaintextperflow"),
    };

    internal static PacketRing Ring(Settings settings, bool isLive) =>
        new((int)settings.Count(isLive ? "viewer.packets" : "viewer.filepackets"), (int)settings.Size(isLive ? "viewer.bytes" : "viewer.filebytes"));

    internal static int Rows(Settings settings, bool isLive) => (int)settings.Count(isLive ? "viewer.flows" : "viewer.fileflows");
}
