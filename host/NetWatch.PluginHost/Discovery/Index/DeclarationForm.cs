using NetWatch.PluginHost.Declarations;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Protocols;

namespace NetWatch.PluginHost.Discovery.Index;

/// <summary>Declarations in the index, field by field.</summary>
static class DeclarationForm
{
    public static void Write(IndexWriter writer, ExtensionDeclaration declaration)
    {
        writer.Number((int)declaration.Kind);
        writer.Text(declaration.Id);
        writer.Text(declaration.TypeName);
        writer.Number(declaration.TypeToken);
        switch (declaration)
        {
            case ClassifierDeclaration classifier: WriteClassifier(writer, classifier); break;
            case CaptureSourceDeclaration source: writer.Number(source.Priority); break;
            case ExporterDeclaration exporter: writer.Text(exporter.FileExtension); break;
            case AttributionSourceDeclaration source: WriteSource(writer, source); break;
            case CollectorDeclaration collector: WriteCollector(writer, collector); break;
            case TabDeclaration tab:
                writer.Text(tab.Title);
                writer.Number(tab.Order);
                break;
        }
    }

    public static ExtensionDeclaration Read(ref IndexReader reader)
    {
        var kind = (ExtensionKind)reader.Number();
        string id = reader.Text(), typeName = reader.Text();
        int token = reader.Number();
        ExtensionDeclaration declaration = kind switch
        {
            ExtensionKind.Classifier => ReadClassifier(ref reader, id, typeName),
            ExtensionKind.CaptureSource => new CaptureSourceDeclaration(id, typeName, reader.Number()),
            ExtensionKind.Exporter => new ExporterDeclaration(id, typeName, reader.Text()),
            ExtensionKind.AttributionSource => new AttributionSourceDeclaration(id, typeName, (AttributionEvidence)reader.Number(), reader.Number(), reader.Number() != 0, reader.Number() != 0),
            ExtensionKind.Collector or ExtensionKind.OnDemandCollector => ReadCollector(ref reader, kind, id, typeName),
            ExtensionKind.Tab => new TabDeclaration(id, typeName, reader.Text(), reader.Number()),
            _ => new ExtensionDeclaration(kind, id, typeName),
        };
        return declaration with { TypeToken = token };
    }

    static void WriteClassifier(IndexWriter writer, ClassifierDeclaration classifier)
    {
        writer.Text(classifier.Name);
        writer.Number((int)classifier.Transports);
        writer.Ports(classifier.Ports);
        writer.Texts(classifier.Alpn);
        writer.Number((int)classifier.Evidence);
        writer.Number(classifier.MaxBytes);
        writer.Number(classifier.Priority);
    }

    static ClassifierDeclaration ReadClassifier(ref IndexReader reader, string id, string typeName) => new(id, typeName)
    {
        Name = reader.Text(),
        Transports = (Transports)reader.Number(),
        Ports = reader.Ports(),
        Alpn = reader.Texts(),
        Evidence = (Evidence)reader.Number(),
        MaxBytes = reader.Number(),
        Priority = reader.Number(),
    };

    static void WriteSource(IndexWriter writer, AttributionSourceDeclaration source)
    {
        writer.Number((int)source.Evidence);
        writer.Number(source.Priority);
        writer.Number(source.IsFallback ? 1 : 0);
        writer.Number(source.ReadsFrames ? 1 : 0);
    }

    static void WriteCollector(IndexWriter writer, CollectorDeclaration collector)
    {
        writer.Text(collector.Snapshot);
        writer.Number(collector.CadenceMilliseconds);
        writer.Number(collector.ReadsFiles ? 1 : 0);
        writer.Texts(collector.Settings);
        writer.Number(collector.LiveSettings.Count);
        foreach (CollectorSetting setting in collector.LiveSettings)
        {
            writer.Text(setting.Key);
            writer.Number((int)setting.Input);
            writer.Text(setting.Meaning);
        }
    }

    static CollectorDeclaration ReadCollector(ref IndexReader reader, ExtensionKind kind, string id, string typeName)
    {
        string snapshot = reader.Text();
        int cadence = reader.Number();
        bool readsFiles = reader.Number() != 0;
        string[] settings = reader.Texts();
        var live = new CollectorSetting[reader.Count()];
        for (int i = 0; i < live.Length; i++) live[i] = new CollectorSetting(reader.Text(), (SettingInput)reader.Number(), reader.Text());
        return new CollectorDeclaration(kind, id, typeName, snapshot) { CadenceMilliseconds = cadence, ReadsFiles = readsFiles, Settings = settings, LiveSettings = live };
    }
}
