namespace NetWatch.PluginHost.Declarations;

/// <summary>A tab.</summary>
/// <param name="Id">The tab id.</param>
/// <param name="TypeName">Full name of the class.</param>
/// <param name="Title">The title in the tab bar.</param>
/// <param name="Order">Place in the tab bar, lowest first.</param>
public sealed record TabDeclaration(string Id, string TypeName, string Title, int Order)
    : ExtensionDeclaration(ExtensionKind.Tab, Id, TypeName);
