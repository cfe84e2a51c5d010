using System.Collections.Immutable;

namespace NetWatch.Sdk.Plugins;

/// <summary>
/// What can be set in this run, where each value comes from, how the parts of the program stand, and the way to change it while it runs. For
/// tabs whose manifest asks for <see cref="PluginCapabilities.Settings"/>. All members are called on the screen's thread and return at once.
/// </summary>
public interface ISettingsPage
{
    /// <summary>
    /// The page as it stands: one reference, replaced when something changes, which also has a frame drawn. The host keeps it fresh while it is
    /// asked for at least every few seconds, so a tab asks in each <see cref="Tabs.ITab.Draw"/>.
    /// </summary>
    ImmutableArray<SettingsGroup> Groups { get; }

    /// <summary>How many settings were changed while the program runs and are not in the file.</summary>
    int UnsavedCount { get; }

    /// <summary>
    /// Changes the setting of a row for this run; nothing is saved. Returns null when the value is taken: what comes of it (a file that can't be
    /// read) is told by the row and by the rows on the state. Else one sentence on what is wrong with the value.
    /// </summary>
    string? Change(string key, string value);

    /// <summary>Puts back what was set before it was changed here. Returns one sentence when that is not possible.</summary>
    string? Revert(string key);

    /// <summary>Writes what was changed into the user's configuration file, whole or not at all. Returns one sentence: where it is, or why it can't be.</summary>
    string Save();

    /// <summary>Tries what a row with <see cref="SettingsRow.CanRetry"/> stands for again.</summary>
    void Retry(SettingsRow row);

    /// <summary>What the begun path of a file may go on to: at most 200 whole paths, folders with a separator at the end.</summary>
    ImmutableArray<string> CompletePath(string begun);
}
