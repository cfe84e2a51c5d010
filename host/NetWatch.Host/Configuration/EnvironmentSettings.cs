using System.Collections;

namespace NetWatch.Host.Configuration;

/// <summary>
/// What is set in the environment: <c>NETWATCH_NETWORK__EGRESS=true</c> is <c>network.egress</c>. Case does not matter. Immutable; any thread.
/// </summary>
sealed class EnvironmentSettings
{
    const string Prefix = "NETWATCH_", Separator = "__";

    readonly Dictionary<string, string?> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the variables of the prefix; others are somebody else's.</summary>
    /// <param name="variables">Variables by name, as <see cref="Environment.GetEnvironmentVariables()"/> has them.</param>
    internal EnvironmentSettings(IDictionary variables)
    {
        foreach (DictionaryEntry variable in variables)
        {
            string name = (string)variable.Key;
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                _values[name[Prefix.Length..].Replace(Separator, ".", StringComparison.Ordinal)] = (string?)variable.Value;
        }
    }

    /// <summary>The keys that are set, as they are written; not all of them need be settings.</summary>
    internal IEnumerable<string> Keys => _values.Keys;

    /// <summary>The value of a key, or null.</summary>
    internal string? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>The name of the variable that sets a key.</summary>
    internal static string Variable(string key) => Prefix + key.Replace(".", Separator, StringComparison.Ordinal).ToUpperInvariant();
}
