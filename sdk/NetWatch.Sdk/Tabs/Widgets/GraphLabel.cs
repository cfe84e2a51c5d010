namespace NetWatch.Sdk.Tabs.Widgets;

/// <summary>Writes a value as it stands at an axis into the buffer, at most eight characters, and returns what was written. Must not allocate.</summary>
public delegate ReadOnlySpan<char> GraphLabel(long value, Span<char> buffer);
