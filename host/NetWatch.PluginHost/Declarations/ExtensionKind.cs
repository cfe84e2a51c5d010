namespace NetWatch.PluginHost.Declarations;

/// <summary>The extension points.</summary>
public enum ExtensionKind
{
    /// <summary>ICaptureSource.</summary>
    CaptureSource,
    /// <summary>IProtocolClassifier.</summary>
    Classifier,
    /// <summary>IProtocolDescriber.</summary>
    Describer,
    /// <summary>IFlowAnalyzerFactory.</summary>
    Analyzer,
    /// <summary>IDissector.</summary>
    Dissector,
    /// <summary>IDecryptorFactory.</summary>
    Decryptor,
    /// <summary>IExporter.</summary>
    Exporter,
    /// <summary>ICollector.</summary>
    Collector,
    /// <summary>IOnDemandCollector.</summary>
    OnDemandCollector,
    /// <summary>ITab.</summary>
    Tab,
    /// <summary>IAttributionSource.</summary>
    AttributionSource,
}
