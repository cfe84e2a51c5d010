using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using NetWatch.Host.Commands.Plugins;
using NetWatch.Host.Output;

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
        root.Subcommands.Add(DoctorCommand.Create(common, time));
        HelpEpilogue.AddTo(root);
        return root;
    }

    /// <summary>Parses and runs. Whatever goes wrong is told in sentences on standard error, and in the exit code.</summary>
    internal static int Run(string[] args, TimeProvider time)
    {
        try
        {
            return ReadArguments.OfPlain(args) is { } plain ? ReadCommand.Run(plain, time) : Invoke(args, time);
        }
        catch (Exception error)
        {
            // A stack would tell a user nothing; where it was thrown is what a report needs.
            Console.Error.WriteLine(Plain.Clean(
                $"netwatch: a fault of the program: {error.GetType().Name}: {error.Message} ({error.TargetSite?.DeclaringType?.FullName}.{error.TargetSite?.Name}). Please report it with the command."));
            return ExitCodes.Failure;
        }
    }

    static int Invoke(string[] args, TimeProvider time)
    {
        ParseResult result = Create(time).Parse(args);
        return result.Action is ParseErrorAction ? Refuse(result) : result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    static int Refuse(ParseResult result)
    {
        foreach (ParseError error in result.Errors) Console.Error.WriteLine("netwatch: " + Plain.Clean(error.Message));
        var names = new List<string>();
        for (CommandResult? at = result.CommandResult; at is not null; at = at.Parent as CommandResult) names.Insert(0, at.Command is RootCommand ? "netwatch" : at.Command.Name);
        Console.Error.WriteLine($"{string.Join(' ', names)} --help shows what there is.");
        return ExitCodes.BadInput;
    }
}
