using System.Reflection.Metadata;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Plugins;

namespace NetWatch.PluginHost.Declarations;

/// <summary>Turns the arguments of the attributes of collectors into a declaration.</summary>
static class CollectorReader
{
    const int DefaultCadence = 1000;

    static readonly SerializationTypeCode[] SettingParameters = [SerializationTypeCode.String, SerializationTypeCode.Byte];

    /// <summary>Full name of the attribute that may stand several times beside that of the collector.</summary>
    public static string SettingAttribute => typeof(CollectorSettingAttribute).FullName!;

    /// <summary>Reads one such attribute. Throws what <see cref="AttributeArguments"/> throws.</summary>
    public static CollectorSetting ReadSetting(BlobReader blob)
    {
        var arguments = new AttributeArguments(blob, SettingParameters, SdkAttribute.IsByteEnum);
        return new CollectorSetting(arguments.Text(0) ?? "", (SettingInput)arguments.Number(1), arguments.Text(nameof(CollectorSettingAttribute.Meaning)) ?? "");
    }

    public static CollectorDeclaration Read(ExtensionKind kind, string id, string typeName, AttributeArguments arguments) =>
        new(kind, id, typeName, arguments.Text(1) ?? "")
        {
            CadenceMilliseconds = (int)arguments.Number(nameof(CollectorAttribute.CadenceMilliseconds), DefaultCadence),
            ReadsFiles = arguments.Number(nameof(CollectorAttribute.ReadsFiles), 0) != 0,
            Settings = [.. arguments.List(nameof(CollectorAttribute.Settings)).Select(each => each as string ?? "")],
        };
}
