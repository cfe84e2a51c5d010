using System.Reflection.Metadata;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Tabs;

namespace NetWatch.PluginHost.Declarations;

/// <summary>An attribute of the SDK that declares an extension: how to read it, and which interfaces its class may implement.</summary>
/// <param name="Name">Full name of the attribute.</param>
/// <param name="Parameters">Types of its constructor's parameters.</param>
/// <param name="Interfaces">Full names of the interfaces; the class needs at least one.</param>
sealed record SdkAttribute(string Name, SerializationTypeCode[] Parameters, SdkInterface[] Interfaces)
{
    const SerializationTypeCode Text = SerializationTypeCode.String, TypeName = SerializationTypeCode.Type;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SdkAttribute> All { get; } =
    [
        new(typeof(ProtocolAttribute).FullName!, [Text, SerializationTypeCode.Int32],
            [new(typeof(IProtocolClassifier).FullName!, ExtensionKind.Classifier)]),
        new(typeof(ForProtocolAttribute).FullName!, [Text],
        [
            new(typeof(IProtocolDescriber).FullName!, ExtensionKind.Describer),
            new(typeof(IFlowAnalyzerFactory).FullName!, ExtensionKind.Analyzer),
            new(typeof(IDissector).FullName!, ExtensionKind.Dissector),
        ]),
        new(typeof(CaptureSourceAttribute).FullName!, [Text], [new(typeof(ICaptureSource).FullName!, ExtensionKind.CaptureSource)]),
        new(typeof(DecryptorAttribute).FullName!, [Text], [new(typeof(IDecryptorFactory).FullName!, ExtensionKind.Decryptor)]),
        new(typeof(AttributionSourceAttribute).FullName!, [Text], [new(typeof(IAttributionSource).FullName!, ExtensionKind.AttributionSource)]),
        new(typeof(ExporterAttribute).FullName!, [Text, Text], [new(typeof(IExporter).FullName!, ExtensionKind.Exporter)]),
        new(typeof(CollectorAttribute).FullName!, [Text, TypeName], [new(typeof(ICollector).FullName!, ExtensionKind.Collector)]),
        new(typeof(OnDemandCollectorAttribute).FullName!, [Text, TypeName], [new(typeof(IOnDemandCollector).FullName!, ExtensionKind.OnDemandCollector)]),
        new(typeof(TabAttribute).FullName!, [Text, Text], [new(typeof(ITab).FullName!, ExtensionKind.Tab)]),
    ];

    /// <summary>The name of the attribute as one writes it.</summary>
    public string ShortName => Name[(Name.LastIndexOf('.') + 1)..^"Attribute".Length];

    /// <summary>Whether an enum of the SDK is one byte wide.</summary>
    public static bool IsByteEnum(string name) => name == typeof(Evidence).FullName || name == typeof(AttributionEvidence).FullName
        || name == typeof(SettingInput).FullName;
}
