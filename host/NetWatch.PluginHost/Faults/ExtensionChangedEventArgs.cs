namespace NetWatch.PluginHost.Faults;

/// <summary>An extension threw, was taken out or was put back.</summary>
public sealed class ExtensionChangedEventArgs(ExtensionHandle extension, ExtensionFault? fault) : EventArgs
{
    /// <summary>The extension; whether it is in use now is <see cref="ExtensionHandle.IsActive"/>.</summary>
    public ExtensionHandle Extension { get; } = extension;

    /// <summary>What it threw, or null when it was put back.</summary>
    public ExtensionFault? Fault { get; } = fault;
}
