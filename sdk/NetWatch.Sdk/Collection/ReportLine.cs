using NetWatch.Sdk.Tabs;

namespace NetWatch.Sdk.Collection;

/// <summary>A line of a report; a blank one when both texts are empty.</summary>
/// <param name="Name">In the left column, at most 24 characters of use; null when the text takes the whole width.</param>
/// <param name="Text">Wraps where it is longer than its room of some 60 to 90 columns.</param>
/// <param name="Role">How the text looks.</param>
public readonly record struct ReportLine(string? Name, string Text, StyleRole Role = StyleRole.Default);
