using NetWatch.Sdk.Plugins;

namespace NetWatch.Plugins.Settings;

/// <summary>A line of the list: a heading when it has no row.</summary>
/// <param name="Group">The group that it belongs to.</param>
/// <param name="Row">The setting or the state.</param>
readonly record struct PageLine(string Group, SettingsRow? Row);
