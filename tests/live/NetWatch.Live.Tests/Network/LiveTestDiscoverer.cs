using Xunit.Abstractions;
using Xunit.Sdk;

namespace NetWatch.Live.Tests.Network;

/// <summary>Makes the test cases of <see cref="RootFactAttribute"/>. The test runner finds it by name.</summary>
public sealed class LiveTestDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        [new LiveTestCase(diagnostics, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)];
}
