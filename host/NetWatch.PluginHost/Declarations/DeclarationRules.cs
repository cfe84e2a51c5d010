using System.Globalization;
using NetWatch.PluginHost.Problems;
using NetWatch.PluginHost.Verification;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Tabs;

namespace NetWatch.PluginHost.Declarations;

/// <summary>What the declarations of one plugin must keep to.</summary>
static class DeclarationRules
{
    const int LongestName = 32;
    const int WidestTitle = 14;
    const int MostPorts = 64;
    const int MostAlpnNames = 32;
    const int MostSettings = 32;
    const int LongestMeaning = 300;

    public static void Check(IReadOnlyList<ExtensionDeclaration> declarations, ICollection<PluginProblem> problems)
    {
        foreach (ExtensionDeclaration declaration in declarations)
        {
            if (!Names.IsExtensionId(declaration.Id))
                Reject(declaration, $"its id “{declaration.Id}” must be 1 to {Names.LongestExtensionId} lower-case letters and digits, parted by single hyphens", problems);
            switch (declaration)
            {
                case ClassifierDeclaration classifier: CheckClassifier(classifier, problems); break;
                case ExporterDeclaration exporter: CheckExporter(exporter, problems); break;
                case AttributionSourceDeclaration source: CheckAttributionSource(source, problems); break;
                case TabDeclaration tab: CheckTab(tab, problems); break;
                case CollectorDeclaration collector: CheckCollector(collector, problems); break;
            }
        }

        CheckProtocols(declarations, problems);
    }

    static void CheckClassifier(ClassifierDeclaration classifier, ICollection<PluginProblem> problems)
    {
        if (classifier.Transports == Transports.None || (classifier.Transports & ~(Transports.Both | Transports.Quic)) != 0)
            Reject(classifier, "its transports must be Tcp, Udp, Both or Quic", problems);
        if (classifier.Alpn.Count > MostAlpnNames || classifier.Alpn.Any(static name => name.Length is 0 or > 255))
            Reject(classifier, string.Create(CultureInfo.InvariantCulture, $"its ALPN names must be at most {MostAlpnNames}, of 1 to 255 characters"), problems);
        if ((classifier.Transports & Transports.Quic) != 0 && classifier.Alpn.Count == 0)
            Reject(classifier, "it runs on Quic and names no ALPN, so it would never be chosen", problems);
        if (classifier.Evidence > Evidence.Magic)
            Reject(classifier, string.Create(CultureInfo.InvariantCulture, $"its evidence {(int)classifier.Evidence} is none of Weak, Structure, Magic"), problems);
        if (classifier.Evidence == Evidence.Weak && classifier.Ports.Count == 0)
            Reject(classifier, "its evidence is Weak and it names no ports, so it would never be asked", problems);
        if (classifier.MaxBytes is < 1 or > 65_535)
            Reject(classifier, string.Create(CultureInfo.InvariantCulture, $"its MaxBytes {classifier.MaxBytes} must be 1 to 65,535"), problems);
        if (classifier.Ports.Count > MostPorts)
            Reject(classifier, string.Create(CultureInfo.InvariantCulture, $"it names {classifier.Ports.Count} ports; at most {MostPorts} are taken"), problems);
        if (classifier.Name.Length is 0 or > LongestName || !PrintableText.IsClean(classifier.Name))
            Reject(classifier, $"its name “{classifier.Name}” must be 1 to {LongestName} printable characters", problems);
    }

    static void CheckExporter(ExporterDeclaration exporter, ICollection<PluginProblem> problems)
    {
        if (!Names.IsFileExtension(exporter.FileExtension))
            Reject(exporter, $"its file extension “{exporter.FileExtension}” must be 1 to 16 lower-case letters and digits", problems);
    }

    static void CheckAttributionSource(AttributionSourceDeclaration source, ICollection<PluginProblem> problems)
    {
        if (source.Evidence is AttributionEvidence.None or > AttributionEvidence.Exact)
            Reject(source, string.Create(CultureInfo.InvariantCulture, $"its evidence {(int)source.Evidence} is none of Port, Listener, Inode, Exact"), problems);
    }

    static void CheckTab(TabDeclaration tab, ICollection<PluginProblem> problems)
    {
        if (tab.Title.Length == 0 || CellWidth.Of(tab.Title) is 0 or > WidestTitle || !PrintableText.IsClean(tab.Title))
            Reject(tab, $"its title “{tab.Title}” must be printable and at most {WidestTitle} cells wide", problems);
    }

    static void CheckCollector(CollectorDeclaration collector, ICollection<PluginProblem> problems)
    {
        if (collector.SnapshotName.Length == 0) Reject(collector, "it names no type of snapshot", problems);
        if (collector.CadenceMilliseconds is < 100 or > 3_600_000)
            Reject(collector, string.Create(CultureInfo.InvariantCulture, $"its CadenceMilliseconds {collector.CadenceMilliseconds} must be 100 to 3,600,000"), problems);
        string[] settings = [.. collector.Settings, .. collector.LiveSettings.Select(static each => each.Key)];
        if (settings.Length > MostSettings)
            Reject(collector, string.Create(CultureInfo.InvariantCulture, $"it names {settings.Length} settings; at most {MostSettings} are taken"), problems);
        foreach (CollectorSetting setting in collector.LiveSettings)
        {
            if (setting.Input is not (SettingInput.Text or SettingInput.Path or SettingInput.Flag)) Reject(collector, $"its setting “{setting.Key}” must be entered as Text, Path or Flag", problems);
            if (setting.Meaning.Length > LongestMeaning || !PrintableText.IsClean(setting.Meaning))
                Reject(collector, string.Create(CultureInfo.InvariantCulture, $"the meaning of its setting “{setting.Key}” must be printable and at most {LongestMeaning} characters long"), problems);
        }

        foreach (string setting in settings)
        {
            if (!Names.IsExtensionId(setting)) Reject(collector, $"its setting “{setting}” must be lower-case letters and digits, parted by single hyphens", problems);
        }
    }

    static void CheckProtocols(IReadOnlyList<ExtensionDeclaration> declarations, ICollection<PluginProblem> problems)
    {
        var protocols = new HashSet<string>(StringComparer.Ordinal);
        foreach (ExtensionDeclaration declaration in declarations)
        {
            if (declaration.Kind == ExtensionKind.Classifier) protocols.Add(declaration.Id);
        }

        foreach (ExtensionDeclaration declaration in declarations)
        {
            if (declaration.Kind is not (ExtensionKind.Describer or ExtensionKind.Analyzer or ExtensionKind.Dissector)) continue;
            if (protocols.Contains(declaration.Id)) continue;
            problems.Add(new(ProblemCodes.UnknownProtocol,
                $"Class {declaration.TypeName} is for protocol “{declaration.Id}”, which no classifier of the same plugin declares.",
                "Correct the id in [ForProtocol], or add the classifier."));
        }
    }

    static void Reject(ExtensionDeclaration declaration, string reason, ICollection<PluginProblem> problems) => problems.Add(new(
        ProblemCodes.InvalidDeclaration, $"Class {declaration.TypeName}: {reason}.", "Correct the attribute on the class and rebuild the plugin."));
}
