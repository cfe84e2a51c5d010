using NetWatch.Engine.Identification;
using NetWatch.PluginHost.Faults;

namespace NetWatch.Host.Composition;

/// <summary>Ties the engine's reports of faults to the quarantine of the plugin host.</summary>
sealed class QuarantineFaults : IExtensionFaults
{
    readonly Quarantine _quarantine;
    int _generation = 1;

    internal QuarantineFaults(Quarantine quarantine)
    {
        _quarantine = quarantine;
        _quarantine.Changed += (_, _) => Interlocked.Increment(ref _generation);
    }

    public int Generation => Volatile.Read(ref _generation);

    public void Report(object extension, Exception error) => _quarantine.Report(extension, error);

    public bool IsQuarantined(object extension) => _quarantine.IsQuarantined(extension);
}
