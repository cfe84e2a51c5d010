using System.Net.Security;

namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>The registry of cipher suites, taken from the framework's own enumeration of the IANA table.</summary>
static class TlsCipherSuiteNames
{
    static readonly Dictionary<ushort, string> Names = Load();

    internal static string? Find(ushort suite) => Names.GetValueOrDefault(suite);

    static Dictionary<ushort, string> Load()
    {
        var names = new Dictionary<ushort, string>(400);
        foreach (TlsCipherSuite suite in Enum.GetValues<TlsCipherSuite>()) names[(ushort)suite] = suite.ToString();
        return names;
    }
}
