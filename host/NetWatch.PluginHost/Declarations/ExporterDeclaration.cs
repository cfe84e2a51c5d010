namespace NetWatch.PluginHost.Declarations;

/// <summary>An exporter.</summary>
/// <param name="Id">The word after <c>-o</c>.</param>
/// <param name="TypeName">Full name of the class.</param>
/// <param name="FileExtension">Extension of its files, without the dot.</param>
public sealed record ExporterDeclaration(string Id, string TypeName, string FileExtension)
    : ExtensionDeclaration(ExtensionKind.Exporter, Id, TypeName);
