using System.CommandLine;
using NetWatch.Host.Commands.Plugins;

namespace NetWatch.Host.Commands;

/// <summary>The command line as a whole.</summary>
static class Root
{
    internal static RootCommand Create(TimeProvider time)
    {
        var root = new RootCommand(
            "Shows what a network is actually doing, live, in the terminal. Without a command: captures on the best interface and opens the screen.");
        var common = new CommonOptions();
        TerminalCommand.Configure(root, common, time);
        root.Subcommands.Add(ReadCommand.Create(common, time));
        root.Subcommands.Add(CaptureCommand.Create(common, time));
        root.Subcommands.Add(PluginCommand.Create(common.Plugins, time));
        return root;
    }
}
