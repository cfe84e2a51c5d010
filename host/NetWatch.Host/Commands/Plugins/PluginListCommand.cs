using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Order;
using NetWatch.PluginHost.Problems;
using NetWatch.Sdk.Protocols;
using Spectre.Console;

namespace NetWatch.Host.Commands.Plugins;

/// <summary><c>netwatch plugin list [--order] [--json]</c>: all plugins, or the order in which classifiers are asked.</summary>
static class PluginListCommand
{
    public static Command Create(Func<ParseResult, PluginHostOptions> options)
    {
        var order = new Option<bool>("--order") { Description = "Show in which order classifiers are asked, and why." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("list", "List plugins with what they provide and what is wrong with them. Exit code 1 when something is.") { order, json };
        command.SetAction(parsed =>
        {
            PluginCatalog catalog = PluginCatalog.Discover(options(parsed) with { VerifyBundledFully = true });
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(order)) WriteOrder(catalog, output, parsed.GetValue(json));
            else if (parsed.GetValue(json)) PluginJson.Write(output, writer => PluginJson.WriteList(writer, catalog));
            else WriteTable(catalog, PluginCommand.ConsoleFor(output));
            return catalog.Plugins.Any(plugin => !plugin.Problems.IsEmpty) ? 1 : 0;
        });
        return command;
    }

    static void WriteTable(PluginCatalog catalog, IAnsiConsole console)
    {
        if (catalog.Plugins.IsEmpty)
        {
            console.WriteLine($"No plugins in {catalog.Options.BundledFolder}" + (catalog.Options.UserFolder is { } user ? $" or {user}." : "."));
            return;
        }

        Table table = new Table().Border(TableBorder.Simple).AddColumns("Plugin", "Version", "Origin", "State", "Provides");
        foreach (Plugin plugin in catalog.Plugins)
        {
            table.AddRow(
                new Text(plugin.Id),
                new Text(plugin.Manifest?.Version ?? "?"),
                new Text(PluginText.Of(plugin.Origin)),
                new Text(PluginText.Of(plugin.State), StyleOf(plugin.State)),
                new Text(PluginText.Provides(plugin)));
        }

        console.Write(table);
        foreach (Plugin plugin in catalog.Plugins)
        {
            foreach (PluginProblem problem in plugin.Problems) WriteProblem(console, plugin.Id, problem);
        }
    }

    internal static void WriteProblem(IAnsiConsole console, string pluginId, PluginProblem problem)
    {
        console.Write(new Text($"{problem.Code} ", new Style(Color.Red)));
        console.WriteLine($"{pluginId}: {problem.Sentence}");
        console.WriteLine($"       {problem.NextStep}");
    }

    static void WriteOrder(PluginCatalog catalog, TextWriter output, bool isJson)
    {
        ImmutableArray<ClassifierRank> ranks = ClassifierOrder.Of(catalog.Plugins, catalog.Options.Classifiers);
        if (isJson)
        {
            PluginJson.Write(output, writer => PluginJson.WriteOrder(writer, ranks));
            return;
        }

        IAnsiConsole console = PluginCommand.ConsoleFor(output);
        Table table = new Table().Border(TableBorder.Simple).AddColumns("#", "Protocol", "Evidence", "Transport", "Ports", "Priority", "Plugin", "Why here");
        foreach (ClassifierRank rank in ranks)
        {
            table.AddRow(
                new Text(rank.IsDisabled ? "off" : rank.Position.ToString(CultureInfo.InvariantCulture)),
                new Text(rank.Classifier.Id),
                new Text(rank.Classifier.Evidence.ToString()),
                new Text(PluginText.Of(rank.Classifier.Transports)),
                new Text(string.Join(", ", rank.Classifier.Ports)),
                new Text(rank.Classifier.Priority.ToString(CultureInfo.InvariantCulture)),
                new Text(rank.PluginId),
                new Text(rank.Reason));
        }

        console.Write(table);
        console.WriteLine("What the other direction said comes first. Within the same evidence, classifiers on their own ports come before the others;");
        console.WriteLine($"{nameof(Evidence.Weak)} ones are asked on their own ports only.");
    }

    static Style StyleOf(PluginState state) => state switch
    {
        PluginState.Rejected => new Style(Color.Red),
        PluginState.Skipped => new Style(Color.Yellow),
        _ => Style.Plain,
    };
}
