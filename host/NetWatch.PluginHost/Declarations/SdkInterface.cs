namespace NetWatch.PluginHost.Declarations;

/// <summary>An interface of the SDK that a plugin implements.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Kind">The extension point.</param>
sealed record SdkInterface(string Name, ExtensionKind Kind)
{
    /// <summary>The name as one writes it.</summary>
    public string ShortName => Name[(Name.LastIndexOf('.') + 1)..];
}
