using System.Globalization;
using System.Text.RegularExpressions;

namespace NetWatch.Plugins.Ebpf.Tracing;

/// <summary>Where the fields of a tracepoint lie, by the file "format" beside it: they differ between kernels.</summary>
public sealed partial class StateFormat
{
    readonly Dictionary<string, int> _offsets = new(StringComparer.Ordinal);

    /// <summary>Reads the text of the file.</summary>
    public StateFormat(string text)
    {
        foreach (Match field in Field().Matches(text)) _offsets.TryAdd(field.Groups["name"].Value, int.Parse(field.Groups["offset"].Value, CultureInfo.InvariantCulture));
    }

    /// <summary>Whether all fields are there that are read.</summary>
    public bool IsComplete => Bytes >= 0 && this["common_pid"] >= 0 && this["skaddr"] >= 0 && this["oldstate"] >= 0 && this["newstate"] >= 0
        && this["sport"] >= 0 && this["dport"] >= 0 && this["family"] >= 0 && this["protocol"] >= 0 && this["saddr"] >= 0 && this["daddr"] >= 0 && this["saddr_v6"] >= 0;

    /// <summary>How long a record has to be at least; -1 when the last field is not there.</summary>
    public int Bytes => this["daddr_v6"] is >= 0 and < 1024 and var last ? last + 16 : -1;

    /// <summary>The offset of a field, or -1.</summary>
    public int this[string name] => _offsets.GetValueOrDefault(name, -1);

    [GeneratedRegex(@"field:[^;]*?(?<name>\w+)(\[\d+\])?;\s*offset:(?<offset>\d{1,4});", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Field();
}
