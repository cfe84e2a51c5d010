using NetWatch.Sdk.Tabs;

namespace NetWatch.Plugins.Connections;

/// <summary>A line of the detail panel: a heading (no value) or a name with its value.</summary>
readonly record struct DetailLine(int Indent, string Label, string? Value, StyleRole Role = StyleRole.Default);
