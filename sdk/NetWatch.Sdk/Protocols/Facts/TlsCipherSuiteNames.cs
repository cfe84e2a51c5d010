using System.Net.Security;

namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>The registry of cipher suites, taken from the framework's own enumeration of the IANA table.</summary>
static class TlsCipherSuiteNames
{
    // Both in the order of the numbers.
    static readonly ushort[] Suites = (ushort[])Enum.GetValuesAsUnderlyingType<TlsCipherSuite>();
    static readonly string[] Names = Enum.GetNames<TlsCipherSuite>();

    internal static string? Find(ushort suite)
    {
        int low = 0, high = Suites.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (Suites[middle] == suite) return Names[middle];
            if (Suites[middle] < suite) low = middle + 1;
            else high = middle - 1;
        }

        return null;
    }
}
