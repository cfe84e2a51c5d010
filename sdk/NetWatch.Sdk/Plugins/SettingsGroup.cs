using System.Collections.Immutable;

namespace NetWatch.Sdk.Plugins;

/// <summary>Settings and states that belong together.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Rows">The rows in their order.</param>
public sealed record SettingsGroup(string Title, ImmutableArray<SettingsRow> Rows);
