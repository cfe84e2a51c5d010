using System.Collections.Concurrent;

namespace NetWatch.Plugins.TlsDecryption.Ciphers;

/// <summary>The suites that were met, read by name once. Shared by all packet threads; there are no more than 65,536.</summary>
sealed class SuiteTable
{
    readonly ConcurrentDictionary<ushort, SuiteInfo> _suites = new();

    internal SuiteInfo this[ushort id] => _suites.TryGetValue(id, out SuiteInfo? known) ? known : _suites[id] = SuiteInfo.Of(id);
}
