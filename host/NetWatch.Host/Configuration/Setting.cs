using System.Collections.Immutable;
using NetWatch.Host.Commands;

namespace NetWatch.Host.Configuration;

/// <summary>One thing that can be set, and what its value may be.</summary>
/// <param name="Key">Its name in the configuration, sections parted by dots.</param>
/// <param name="Kind">What its value must be.</param>
sealed record Setting(string Key, SettingKind Kind)
{
    /// <summary>The value that it has when nothing is set, as it would be written; null for none.</summary>
    internal string? Default { get; init; }

    /// <summary>Least value of counts, sizes and times.</summary>
    internal long Least { get; init; }

    /// <summary>Greatest value of counts, sizes and times.</summary>
    internal long Most { get; init; } = long.MaxValue;

    /// <summary>The words of a choice.</summary>
    internal ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>Where it stands on the Settings tab; null for settings that a plugin brings.</summary>
    internal string? Group { get; init; }

    /// <summary>Its name on the Settings tab.</summary>
    internal string Name { get; init; } = "";

    /// <summary>What it does, in one sentence.</summary>
    internal string Meaning { get; init; } = "";

    /// <summary>The counters of what it evicts or drops, by the names that the engine gives them.</summary>
    internal ImmutableArray<string> Counters { get; init; } = [];

    /// <summary>What is wrong with a value, to go behind the name of the key; null when it is in order.</summary>
    internal string? Fault(string? value) => Kind switch
    {
        _ when value is null => null,
        SettingKind.Flag when value is not ("true" or "false") => $"must be true or false, not '{Short(value)}'",
        SettingKind.Duration when !DurationText.TryParse(value, out TimeSpan? span) || span is not { } time || !IsInBounds((long)time.TotalMilliseconds) =>
            $"must be a time {Bounds(Duration)}such as 500ms, 5s or 2m, not '{Short(value)}'",
        SettingKind.Count when !CountText.TryParse(value, out long count) || !IsInBounds(count) => $"must be a whole number {Bounds(CountText.Of)}, not '{Short(value)}'",
        SettingKind.Size when !SizeText.TryParse(value, out long size) || !IsInBounds(size) =>
            $"must be a size {Bounds(SizeText.Of)} such as 64KiB or 32MiB, not '{Short(value)}'",
        SettingKind.Choice when !Choices.Contains(value) => $"must be one of {string.Join(", ", Choices)}, not '{Short(value)}'",
        _ => null,
    };

    bool IsInBounds(long value) => value >= Least && value <= Most;

    string Bounds(Func<long, string> text) => Most == long.MaxValue ? "with its unit " : $"from {text(Least)} to {text(Most)}{(Kind == SettingKind.Duration ? " " : "")}";

    static string Duration(long milliseconds) => DurationText.Of(TimeSpan.FromMilliseconds(milliseconds));

    internal static string Short(string text) => text.Length <= 64 ? text : text[..64] + "…";
}
