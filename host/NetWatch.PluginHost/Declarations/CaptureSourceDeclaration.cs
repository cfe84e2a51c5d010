namespace NetWatch.PluginHost.Declarations;

/// <summary>A capture source.</summary>
/// <param name="Id">The id by which users choose it.</param>
/// <param name="TypeName">Full name of the class.</param>
/// <param name="Priority">Available sources are tried from the highest down.</param>
public sealed record CaptureSourceDeclaration(string Id, string TypeName, int Priority)
    : ExtensionDeclaration(ExtensionKind.CaptureSource, Id, TypeName);
