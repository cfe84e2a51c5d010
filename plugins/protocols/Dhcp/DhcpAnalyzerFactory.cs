using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Dhcp;

/// <summary>Makes the analyzers of DHCP flows.</summary>
[ForProtocol("dhcp")]
public sealed class DhcpAnalyzerFactory : IFlowAnalyzerFactory
{
    /// <inheritdoc/>
    public IFlowAnalyzer Create() => new MessageAnalyzer(Read);

    internal static Fact? Read(ReadOnlySpan<byte> bytes, Fact? spare)
    {
        if (!DhcpMessage.TryRead(bytes, out DhcpMessage message)) return null;
        DhcpFact fact = spare as DhcpFact ?? new DhcpFact();
        fact.Become(message);
        return fact;
    }
}
