using NetWatch.Sdk.Plugins;

namespace NetWatch.Sdk.Collection;

/// <summary>
/// Declares a key under <c>collectors.ID</c> of the configuration that the collector asks for in each call
/// (<see cref="IPluginContext.Settings"/>), so that the user may change it while the program runs. What is read once, when the collector is made,
/// belongs into <see cref="CollectorAttribute.Settings"/>. May stand several times.
/// </summary>
/// <param name="key">Lower case, letters, digits and hyphens.</param>
/// <param name="input">How it is entered: a text, a path, or on and off.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class CollectorSettingAttribute(string key, SettingInput input) : Attribute
{
    /// <summary>The key.</summary>
    public string Key { get; } = key;

    /// <summary>How it is entered.</summary>
    public SettingInput Input { get; } = input;

    /// <summary>One sentence on what it does, and on what it sends where; at most 300 characters.</summary>
    public string? Meaning { get; init; }
}
