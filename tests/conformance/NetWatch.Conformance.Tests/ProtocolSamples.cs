using System.Reflection;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Conformance.Tests;

/// <summary>The samples of all bundled protocols, from the contract tests of their plugins.</summary>
static class ProtocolSamples
{
    internal static IReadOnlyList<(string Id, IProtocolSamples Samples)> Load() =>
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "*.Tests.dll").Order(StringComparer.Ordinal)
            .SelectMany(file => IProtocolSamples.In(Assembly.LoadFrom(file)))
            // Some tests compile their plugin in, so the namespace tells, not the assembly.
            .Where(samples => samples.Classifier.GetType().Namespace!.StartsWith("NetWatch.Plugins.", StringComparison.Ordinal))
            .Select(samples => (samples.Classifier.GetType().GetCustomAttribute<ProtocolAttribute>()!.Id, samples)),
    ];
}
