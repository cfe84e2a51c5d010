using System.CommandLine;
using NetWatch.PluginHost.Discovery;
using Spectre.Console;

namespace NetWatch.Host.Commands.Plugins;

/// <summary><c>netwatch plugin</c>: what is installed, what of it works, and what to do about the rest.</summary>
public static class PluginCommand
{
    const int WidthOfFiles = 200;

    /// <summary>Makes the command.</summary>
    /// <param name="options">Where to look, from the options and the configuration of the program.</param>
    /// <param name="time">The clock for plugins that are asked something.</param>
    public static Command Create(Func<ParseResult, PluginHostOptions> options, TimeProvider time) =>
        new("plugin", "List, install and remove plugins; show the order of classifiers and what is wrong with a plugin.")
        {
            PluginListCommand.Create(options),
            PluginInfoCommand.Create(options, time),
            PluginInstallCommand.Create(options),
            PluginRemoveCommand.Create(options),
            PluginIndexCommand.Create(),
        };

    // A file or pipe has no width; lines that wrap at 80 there can't be searched.
    internal static IAnsiConsole ConsoleFor(TextWriter output)
    {
        bool isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = InteractionSupport.No,
        });
        if (!isTerminal) console.Profile.Width = WidthOfFiles;
        return console;
    }
}
