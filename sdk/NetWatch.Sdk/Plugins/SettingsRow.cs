using System.Collections.Immutable;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Sdk.Plugins;

/// <summary>A setting, or how a part of the program stands. Texts may come from outside and are cleaned when they are drawn.</summary>
/// <param name="Name">A few words, unique in its group.</param>
/// <param name="Value">What it is now.</param>
public sealed record SettingsRow(string Name, string Value)
{
    /// <summary>Its key in the configuration, for instance <c>decryption.keylog</c>; null for a state.</summary>
    public string? Key { get; init; }

    /// <summary>How its value is entered; <see cref="SettingInput.None"/> for states.</summary>
    public SettingInput Input { get; init; }

    /// <summary>What the value is in the words of the configuration, which editing begins with; empty for none.</summary>
    public string Entered { get; init; } = "";

    /// <summary>Whether a change works at once; else from the next start on, when it was saved.</summary>
    public bool IsLive { get; init; }

    /// <summary>The values to choose from, from least to most where they have an order; else empty.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>Where the value comes from: <c>default</c>, a file, a variable, an option, <c>changed here</c>.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Whether it was changed while the program runs and is not in the file.</summary>
    public bool IsChanged { get; init; }

    /// <summary>What its ceiling has cost so far, for instance <c>12 flows evicted</c>; empty for none.</summary>
    public string Cost { get; init; } = "";

    /// <summary>How the value looks.</summary>
    public StyleRole Role { get; init; }

    /// <summary>One sentence on what it does, or null.</summary>
    public string? Meaning { get; init; }

    /// <summary>One sentence on what is wrong or worth knowing and what to do, or null.</summary>
    public string? Note { get; init; }

    /// <summary>Whether <see cref="ISettingsPage.Retry"/> does something.</summary>
    public bool CanRetry { get; init; }
}
