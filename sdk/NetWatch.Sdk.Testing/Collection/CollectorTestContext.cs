using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Sdk.Testing.Collection;

/// <summary>What a host hands to a plugin, as the test wants it.</summary>
public sealed class CollectorTestContext : IPluginContext, IPluginSettings, IFilterCompiler
{
    readonly Dictionary<(string Extension, string Key), string> _settings = [];

    /// <inheritdoc/>
    public string PluginId => "test";

    /// <inheritdoc/>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The snapshots that the plugin reads.</summary>
    public TestSnapshots Published { get; } = new();

    /// <inheritdoc/>
    public ISnapshots Snapshots => Published;

    /// <inheritdoc/>
    public IPacketHistory? Packets => null;

    /// <inheritdoc/>
    public IFilterCompiler Filters => this;

    /// <inheritdoc/>
    public IPluginSettings? Settings => this;

    /// <inheritdoc/>
    public bool MayReachOut { get; init; }

    /// <inheritdoc/>
    public ICollectionRequests? Requests { get; init; }

    /// <summary>Sets a key of an extension's section.</summary>
    public CollectorTestContext Set(string extension, string key, string value)
    {
        _settings[(extension, key)] = value;
        return this;
    }

    /// <inheritdoc/>
    public string? Get(string extensionId, string key) => _settings.GetValueOrDefault((extensionId, key));

    bool IFilterCompiler.TryCompile(string expression, out IFlowFilter? filter, out string? error)
    {
        (filter, error) = (null, "There is nothing to filter here.");
        return false;
    }
}
