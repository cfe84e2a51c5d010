namespace NetWatch.Plugins.Snmp;

/// <summary>A variable with its value.</summary>
/// <param name="Name">The object identifier.</param>
/// <param name="Type">The type of the value.</param>
/// <param name="Value">The value as text, or null where there is none.</param>
sealed record SnmpVariable(string Name, string Type, string? Value);
