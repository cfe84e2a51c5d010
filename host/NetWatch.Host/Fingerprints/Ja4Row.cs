using System.Globalization;

namespace NetWatch.Host.Fingerprints;

/// <summary>One entry of a database while it is read.</summary>
sealed class Ja4Row
{
    readonly string?[] _values = new string?[(int)Ja4Field.Observations + 1];

    internal string? this[Ja4Field field] => _values[(int)field];

    internal bool IsVerified => this[Ja4Field.Verified] is { } text && (text.Equals("true", StringComparison.OrdinalIgnoreCase) || text == "1");

    internal long Observations => long.TryParse(this[Ja4Field.Observations], NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : 0;

    internal void Clear() => Array.Clear(_values);

    /// <summary>Sets a field; blank is none, and of a field that comes twice the first is taken.</summary>
    internal void Set(Ja4Field field, string? value)
    {
        if (field != Ja4Field.None && !string.IsNullOrWhiteSpace(value)) _values[(int)field] ??= value.Trim();
    }

    /// <summary>
    /// The field that a column of the CSV form (FoxIO's ja4plus-mapping.csv) or a property of the JSON form (ja4db.com) stands for; of both the names are taken
    /// in either form.
    /// </summary>
    internal static Ja4Field FieldOf(string name) => name.Trim().ToLowerInvariant() switch
    {
        "ja4" or "ja4_fingerprint" => Ja4Field.Fingerprint,
        "application" => Ja4Field.Application,
        "library" => Ja4Field.Library,
        "device" => Ja4Field.Device,
        "os" => Ja4Field.System,
        "user_agent_string" => Ja4Field.UserAgent,
        "verified" => Ja4Field.Verified,
        "observation_count" => Ja4Field.Observations,
        _ => Ja4Field.None,
    };

    internal static string NameOf(Ja4Field field) => field switch
    {
        Ja4Field.Application => "application", Ja4Field.Library => "library", Ja4Field.Device => "device", Ja4Field.System => "os", _ => "user_agent",
    };
}
