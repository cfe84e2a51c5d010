using NetWatch.Sdk.Collection;

namespace NetWatch.PluginHost.Declarations;

/// <summary>Turns the arguments of the attributes of collectors into a declaration.</summary>
static class CollectorReader
{
    const int DefaultCadence = 1000;

    public static CollectorDeclaration Read(ExtensionKind kind, string id, string typeName, AttributeArguments arguments) =>
        new(kind, id, typeName, arguments.Text(1) ?? "")
        {
            CadenceMilliseconds = (int)arguments.Number(nameof(CollectorAttribute.CadenceMilliseconds), DefaultCadence),
            ReadsFiles = arguments.Number(nameof(CollectorAttribute.ReadsFiles), 0) != 0,
            Settings = [.. arguments.List(nameof(CollectorAttribute.Settings)).Select(each => each as string ?? "")],
        };
}
