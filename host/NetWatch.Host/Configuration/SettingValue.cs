namespace NetWatch.Host.Configuration;

/// <summary>What a setting is and where that comes from.</summary>
/// <param name="Value">As it was written; null when it is not set and has no default.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Source">The file, the variable or the option by name; empty for the others.</param>
readonly record struct SettingValue(string? Value, SettingOrigin Origin, string Source = "");
