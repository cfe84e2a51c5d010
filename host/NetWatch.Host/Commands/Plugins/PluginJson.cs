using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Order;
using NetWatch.PluginHost.Problems;

namespace NetWatch.Host.Commands.Plugins;

/// <summary>The machine-readable form of <c>plugin list</c>. Fields are only ever added.</summary>
static class PluginJson
{
    public static void Write(TextWriter output, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true })) write(writer);
        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    public static void WriteList(Utf8JsonWriter writer, PluginCatalog catalog)
    {
        writer.WriteStartArray();
        foreach (Plugin plugin in catalog.Plugins)
        {
            writer.WriteStartObject();
            writer.WriteString("id", plugin.Id);
            if (plugin.Manifest is { } manifest)
            {
                writer.WriteString("name", manifest.Name);
                writer.WriteString("version", manifest.Version);
                writer.WriteString("sdk", manifest.Sdk.ToString());
                writer.WriteString("description", manifest.Description);
                writer.WriteString("capabilities", manifest.Capabilities.ToString());
            }

            writer.WriteString("origin", PluginText.Of(plugin.Origin));
            writer.WriteString("state", PluginText.Of(plugin.State));
            writer.WriteString("folder", plugin.Folder);
            WriteExtensions(writer, plugin.Extensions);
            WriteProblems(writer, plugin.Problems);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static void WriteOrder(Utf8JsonWriter writer, ImmutableArray<ClassifierRank> ranks)
    {
        writer.WriteStartArray();
        foreach (ClassifierRank rank in ranks)
        {
            writer.WriteStartObject();
            writer.WriteNumber("position", rank.Position);
            writer.WriteString("protocol", rank.Classifier.Id);
            writer.WriteString("plugin", rank.PluginId);
            writer.WriteString("evidence", rank.Classifier.Evidence.ToString().ToLowerInvariant());
            writer.WriteString("transports", PluginText.Of(rank.Classifier.Transports));
            writer.WriteStartArray("ports");
            foreach (ushort port in rank.Classifier.Ports) writer.WriteNumberValue(port);
            writer.WriteEndArray();
            writer.WriteNumber("priority", rank.Classifier.Priority);
            writer.WriteBoolean("disabled", rank.IsDisabled);
            writer.WriteString("reason", rank.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    static void WriteExtensions(Utf8JsonWriter writer, ImmutableArray<ExtensionDeclaration> extensions)
    {
        writer.WriteStartArray("provides");
        foreach (ExtensionDeclaration extension in extensions)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", extension.KindName);
            writer.WriteString("id", extension.Id);
            writer.WriteString("class", extension.TypeName);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    static void WriteProblems(Utf8JsonWriter writer, ImmutableArray<PluginProblem> problems)
    {
        writer.WriteStartArray("problems");
        foreach (PluginProblem problem in problems)
        {
            writer.WriteStartObject();
            writer.WriteString("code", problem.Code);
            writer.WriteString("sentence", problem.Sentence);
            writer.WriteString("next", problem.NextStep);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
