using NetWatch.Host.Collection;
using NetWatch.Host.Commands;
using NetWatch.Host.Composition;
using NetWatch.Host.Configuration;
using NetWatch.Host.Configuration.Page;
using NetWatch.PluginHost.Faults;
using NetWatch.Terminal.Shell;

namespace NetWatch.Host.Running;

/// <summary>Shows the shell which extensions are out of use, and passes the user's wish to try one again.</summary>
sealed class ShellEvents(Extensions extensions, CollectionRequests requests, CollectorScheduler collectors, SettingsPage? page = null) : IShellEvents
{
    System.Collections.Immutable.ImmutableArray<ExtensionFault> _seen = [];
    IReadOnlyList<ShellFault> _faults = [];

    public IReadOnlyList<ShellFault> Faults
    {
        get
        {
            var faults = extensions.Quarantine.Faults;
            if (faults == _seen) return _faults;
            _seen = faults;
            _faults = [.. faults.Select(f => new ShellFault(f.Key, f.PluginId, f.Summary, f.NextStep, f.Since, f.Count))];
            return _faults;
        }
    }

    public void Retry(ShellFault fault) => extensions.Quarantine.Reinstate(fault.Extension);

    public ShellReport? TakeReport() => requests.TakeOpened();

    public void SetCadence(string collectorId, TimeSpan cadence)
    {
        collectors.SetCadence(collectorId, cadence);
        page?.Note(ConfigurationSchema.CadenceOf(collectorId), DurationText.Of(cadence));
    }

    public void ThemeChosen(string name) => page?.Note(HostSettings.Theme, name);

    public void TickChosen(TimeSpan tick) => page?.Note(HostSettings.Tick, DurationText.Of(tick));

    public void SetEnabled(string collectorId, bool isEnabled)
    {
        collectors.SetEnabled(collectorId, isEnabled);
        page?.Note(ConfigurationSchema.EnabledOf(collectorId), isEnabled ? "true" : "false");
    }

    public void TabFaulted(ShellTab tab, Exception error)
    {
        // The shell shows it in the tab's place; there is no second place to tell it.
    }
}
