using System.Collections.Immutable;

namespace NetWatch.PluginHost.Order;

/// <summary>The user's say in the order of classifiers.</summary>
/// <param name="First">Protocol ids that are asked before all others, in this order. Unknown ids are ignored.</param>
/// <param name="Disabled">Protocol ids that are never asked.</param>
public sealed record ClassifierOverrides(ImmutableArray<string> First, ImmutableArray<string> Disabled)
{
    /// <summary>Nothing is changed.</summary>
    public static ClassifierOverrides None { get; } = new([], []);
}
