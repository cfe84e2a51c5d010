namespace NetWatch.Sdk.Tabs;

/// <summary>Declares a tab. Read from the assembly's metadata before the plugin is loaded.</summary>
/// <param name="id">Lower case, letters, digits and hyphens; unique among tabs.</param>
/// <param name="title">The title in the tab bar, at most 14 cells.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TabAttribute(string id, string title) : Attribute
{
    /// <summary>The tab id.</summary>
    public string Id { get; } = id;

    /// <summary>The title in the tab bar.</summary>
    public string Title { get; } = title;

    /// <summary>Place in the tab bar, lowest first; third-party tabs come after the bundled ones with 1,000 and above. Default 1,000.</summary>
    public int Order { get; init; } = 1000;
}
