using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Snmp.Tests.Snmp;

namespace NetWatch.Plugins.Snmp.Tests;

public sealed class SnmpAnalysisContractTests : AnalysisContract<SnmpClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => [Reading, Traps, Secured, OverTcp];
}
