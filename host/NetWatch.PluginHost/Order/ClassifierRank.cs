using NetWatch.PluginHost.Declarations;

namespace NetWatch.PluginHost.Order;

/// <summary>A classifier's place in the order.</summary>
/// <param name="Position">From 1; 0 when it is disabled.</param>
/// <param name="PluginId">The plugin that brings it.</param>
/// <param name="Classifier">What it declares.</param>
/// <param name="Reason">Why it stands where it stands.</param>
/// <param name="IsDisabled">Whether the user turned it off.</param>
public sealed record ClassifierRank(int Position, string PluginId, ClassifierDeclaration Classifier, string Reason, bool IsDisabled);
