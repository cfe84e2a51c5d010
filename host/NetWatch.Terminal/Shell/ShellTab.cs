using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Shell;

/// <summary>A tab and where it comes from.</summary>
/// <param name="Id">The tab id.</param>
/// <param name="Title">The title in the tab bar.</param>
/// <param name="PluginId">The plugin it belongs to; named when it fails.</param>
/// <param name="Create">Makes the tab. Called on the screen's thread when the tab is first shown, and again when the user retries after a fault.</param>
public sealed record ShellTab(string Id, string Title, string PluginId, Func<ITab> Create);
