using System.CommandLine;

namespace NetWatch.Host.Commands;

/// <summary>The command line as a whole.</summary>
static class Root
{
    internal static RootCommand Create(TimeProvider time)
    {
        var root = new RootCommand(
            "Shows what a network is actually doing, live, in the terminal. Without a command: captures on the best interface and opens the screen.");
        TerminalCommand.Configure(root, time);
        root.Subcommands.Add(ReadCommand.Create(time));
        root.Subcommands.Add(CaptureCommand.Create(time));
        return root;
    }
}
