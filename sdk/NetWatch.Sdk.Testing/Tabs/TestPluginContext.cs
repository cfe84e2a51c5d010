using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Sdk.Testing.Tabs;

/// <summary>What a tab's constructor takes, as a test sets it.</summary>
/// <param name="snapshots">The snapshots.</param>
/// <param name="filters">The filter compiler.</param>
/// <param name="packets">The packets, or null as for a plugin that did not ask for them.</param>
/// <param name="time">The clock; the system's when null.</param>
public sealed class TestPluginContext(
    ISnapshots snapshots, IFilterCompiler filters, IPacketHistory? packets = null, TimeProvider? time = null) : IPluginContext
{
    /// <inheritdoc/>
    public string PluginId => "test";

    /// <inheritdoc/>
    public TimeProvider Time { get; } = time ?? TimeProvider.System;

    /// <inheritdoc/>
    public ISnapshots Snapshots { get; } = snapshots;

    /// <inheritdoc/>
    public IPacketHistory? Packets { get; } = packets;

    /// <inheritdoc/>
    public IPlaintextHistory? Plaintext { get; init; }

    /// <inheritdoc/>
    public ICollectorControl? Collectors { get; init; }

    /// <inheritdoc/>
    public ISettingsPage? SettingsPage { get; init; }

    /// <inheritdoc/>
    public IFilterCompiler Filters { get; } = filters;
}
