using NetWatch.Sdk.Plugins;

namespace NetWatch.PluginHost.Declarations;

/// <summary>A key of a collector's section in the configuration that may change while the program runs.</summary>
/// <param name="Key">The key.</param>
/// <param name="Input">How it is entered.</param>
/// <param name="Meaning">What it does; empty when it is not said.</param>
public sealed record CollectorSetting(string Key, SettingInput Input, string Meaning);
