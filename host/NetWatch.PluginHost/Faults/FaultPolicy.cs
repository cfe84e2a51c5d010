using NetWatch.PluginHost.Declarations;

namespace NetWatch.PluginHost.Faults;

/// <summary>How many exceptions take an extension out.</summary>
public static class FaultPolicy
{
    /// <summary>The span in which exceptions count together.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// A classifier is a pure function asked on every flow: what throws once throws again on the next such flow, so it goes at once.
    /// </summary>
    public static int Strikes(ExtensionKind kind) => kind == ExtensionKind.Classifier ? 1 : 3;
}
