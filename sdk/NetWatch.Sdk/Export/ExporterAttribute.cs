namespace NetWatch.Sdk.Export;

/// <summary>Declares an exporter. Read from the assembly's metadata before the plugin is loaded.</summary>
/// <param name="id">The word after <c>-o</c>: lower case, letters, digits and hyphens; unique.</param>
/// <param name="fileExtension">Extension of the files of <c>--out</c> without the dot, for instance <c>ndjson</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ExporterAttribute(string id, string fileExtension) : Attribute
{
    /// <summary>The word after <c>-o</c>.</summary>
    public string Id { get; } = id;

    /// <summary>Extension of the files of <c>--out</c>.</summary>
    public string FileExtension { get; } = fileExtension;
}
