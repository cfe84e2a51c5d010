namespace NetWatch.Sdk.Tabs;

/// <summary>A key and what it does.</summary>
/// <param name="Key">For instance <c>f</c> or <c>Enter</c>.</param>
/// <param name="Action">One or two words for the hint line, for instance <c>follow</c>.</param>
/// <param name="Help">A sentence for the help overlay, or null to show the action.</param>
public sealed record KeyHint(string Key, string Action, string? Help = null);
