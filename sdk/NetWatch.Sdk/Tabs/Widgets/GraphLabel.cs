namespace NetWatch.Sdk.Tabs.Widgets;

/// <summary>Writes a value as it stands at an axis into the buffer, at most eight characters. Must not allocate.</summary>
/// <returns>What was written.</returns>
public delegate ReadOnlySpan<char> GraphLabel(long value, Span<char> buffer);
