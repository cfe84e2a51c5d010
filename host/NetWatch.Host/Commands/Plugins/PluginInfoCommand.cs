using System.CommandLine;
using System.Globalization;
using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Faults;
using NetWatch.PluginHost.Loading;
using NetWatch.PluginHost.Manifests;
using NetWatch.PluginHost.Order;
using NetWatch.PluginHost.Problems;
using NetWatch.Sdk.Capture;
using Spectre.Console;

namespace NetWatch.Host.Commands.Plugins;

/// <summary><c>netwatch plugin info ID</c>: everything that is known of one plugin.</summary>
static class PluginInfoCommand
{
    public static Command Create(Func<ParseResult, PluginHostOptions> options, TimeProvider time)
    {
        var id = new Argument<string>("id") { Description = "Id of the plugin, as in plugin list." };
        var command = new Command("info", "Show everything about a plugin: what it provides, asks for and suffers from. Exit code 1 when something is wrong with it.") { id };
        command.SetAction(parsed =>
        {
            PluginCatalog catalog = PluginCatalog.Discover(options(parsed) with { VerifyBundledFully = true });
            string wanted = parsed.GetValue(id)!;
            List<Plugin> plugins = [.. catalog.Plugins.Where(plugin => plugin.Id == wanted)];
            if (plugins.Count == 0)
            {
                parsed.InvocationConfiguration.Error.WriteLine($"There is no plugin “{wanted}”. Run: netwatch plugin list");
                return 2;
            }

            IAnsiConsole console = PluginCommand.ConsoleFor(parsed.InvocationConfiguration.Output);
            int problems = 0;
            // A second one of the same id was rejected for that, which is what one wants to see here.
            foreach (Plugin plugin in plugins) problems += Write(console, catalog, plugin, time);
            return problems == 0 ? 0 : 1;
        });
        return command;
    }

    static int Write(IAnsiConsole console, PluginCatalog catalog, Plugin plugin, TimeProvider time)
    {
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        void Row(string name, string value) => grid.AddRow(new Text(name), new Text(value));
        Row("Plugin", plugin.Id);
        if (plugin.Manifest is { } manifest)
        {
            Row("Name", manifest.Name);
            Row("Description", manifest.Description);
            Row("Version", manifest.Version);
            Row("SDK", $"{manifest.Sdk} or later of the same major; this host has {ContractVersion.OfHost}");
            Row("Asks for", PluginText.Of(manifest.Capabilities));
        }

        Row("Origin", PluginText.Of(plugin.Origin));
        Row("Folder", plugin.Folder);
        Row("State", PluginText.Of(plugin.State));
        foreach (ExtensionDeclaration extension in plugin.Extensions) Row("Provides", PluginText.Describe(extension));
        foreach (ClassifierRank rank in ClassifierOrder.Of(catalog.Plugins, catalog.Options.Classifiers))
        {
            if (rank.PluginId == plugin.Id && plugin.State == PluginState.Ready)
                Row("Order", string.Create(CultureInfo.InvariantCulture, $"{rank.Classifier.Id}: {(rank.IsDisabled ? "off" : rank.Position)} ({rank.Reason})"));
        }

        List<PluginProblem> problems = [.. plugin.Problems];
        if (plugin.State == PluginState.Ready) problems.AddRange(CheckCapture(catalog, plugin, time, Row));
        console.Write(grid);
        foreach (PluginProblem problem in problems) PluginListCommand.WriteProblem(console, plugin.Id, problem);
        return problems.Count;
    }

    static IEnumerable<PluginProblem> CheckCapture(PluginCatalog catalog, Plugin plugin, TimeProvider time, Action<string, string> row)
    {
        var loader = new PluginLoader(catalog, new BarePluginServices(time), new Quarantine(time));
        foreach (ExtensionDeclaration extension in plugin.Extensions)
        {
            if (extension.Kind != ExtensionKind.CaptureSource) continue;
            foreach (ExtensionHandle<ICaptureSource> source in loader.LoadCaptureSources(extension.Id)) row("Capture", Availability(source));
        }

        return loader.Problems.Select(each => each.Problem);
    }

    static string Availability(ExtensionHandle<ICaptureSource> source)
    {
        try
        {
            CaptureAvailability answer = source.Instance.CheckAvailability();
            string state = answer.IsAvailable ? "can capture" : "can't capture";
            return $"{source.Declaration.Id} {state}: {answer.Reason}{(answer.Remedy is { } remedy ? $" Run: {remedy}" : "")}";
        }
        // The contract forbids it, and a report on a plugin is the place to say that it happens.
        catch (Exception error)
        {
            source.Fault(error);
            return $"{source.Declaration.Id} can't say whether it can capture: {error.GetType().Name}: {error.Message}";
        }
    }
}
