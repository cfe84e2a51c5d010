using System.CommandLine;
using NetWatch.Host.Composition;
using NetWatch.Host.Output;
using NetWatch.Sdk.Export;

namespace NetWatch.Host.Commands;

/// <summary>The form of what is written: two for people that the host brings, the rest from plugins.</summary>
static class OutputOption
{
    /// <summary>The form when none is named.</summary>
    internal const string Default = "table";

    internal static Option<string> Create() => new("-o", "--output")
    {
        Description = "Form of the output: table, summary, eve (Suricata EVE JSON, one object a line), json, or what a plugin adds.",
        DefaultValueFactory = _ => Default,
        HelpName = "FORM",
    };

    /// <summary>Finds the exporter and the extension of its files; null with a sentence on standard error when there is none.</summary>
    internal static (IExporter Exporter, string Extension)? Find(string id, Extensions extensions)
    {
        if (id == Default) return (new TableExporter(), "txt");
        if (id == "summary") return (new SummaryExporter(), "txt");
        foreach (var declaration in extensions.Exporters())
        {
            if (declaration.Id == id && extensions.LoadExporter(id) is { } exporter) return (exporter, declaration.FileExtension);
        }

        TellKnown(id, extensions);
        return null;
    }

    // Apart, since a method loads what it is made of as a whole.
    static void TellKnown(string id, Extensions extensions)
    {
        string known = string.Join(", ", new[] { Default, "summary" }.Concat(extensions.Exporters().Select(e => e.Id)));
        Console.Error.WriteLine($"netwatch: there is no output form '{Plain.Clean(id)}'; use one of: {known}.");
    }
}
