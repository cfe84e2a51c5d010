using System.Collections.Concurrent;

namespace NetWatch.Plugins.TlsDecryption.Ciphers;

/// <summary>The suites that were met, read by name once. Shared by all packet threads; there are no more than 65,536.</summary>
sealed class SuiteTable
{
    // Made when the first is met: a run without keys meets none, and need not load what they are described with.
    ConcurrentDictionary<ushort, SuiteInfo>? _suites;

    internal SuiteInfo this[ushort id]
    {
        get
        {
            ConcurrentDictionary<ushort, SuiteInfo> suites = _suites ?? Make();
            return suites.TryGetValue(id, out SuiteInfo? known) ? known : suites[id] = SuiteInfo.Of(id);
        }
    }

    ConcurrentDictionary<ushort, SuiteInfo> Make()
    {
        var made = new ConcurrentDictionary<ushort, SuiteInfo>();
        return Interlocked.CompareExchange(ref _suites, made, null) ?? made;
    }
}
