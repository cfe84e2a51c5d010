using System.CommandLine;
using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Install;
using NetWatch.PluginHost.Problems;

namespace NetWatch.Host.Commands.Plugins;

/// <summary><c>netwatch plugin remove ID</c>: takes an installed plugin away.</summary>
static class PluginRemoveCommand
{
    public static Command Create(Func<ParseResult, PluginHostOptions> options)
    {
        var id = new Argument<string>("id") { Description = "Id of the plugin, as in plugin list." };
        var command = new Command("remove", "Remove an installed plugin with its files and its entry in the lock file.") { id };
        command.SetAction(parsed =>
        {
            string wanted = parsed.GetValue(id)!;
            TextWriter output = parsed.InvocationConfiguration.Output;
            IReadOnlyList<PluginProblem>? problems = new PluginInstaller(options(parsed)).Remove(wanted);
            if (problems is null)
            {
                parsed.InvocationConfiguration.Error.WriteLine($"There is no installed plugin “{wanted}”; those that came with the program stay. Run: netwatch plugin list");
                return ExitCodes.BadInput;
            }

            foreach (PluginProblem problem in problems) PluginListCommand.WriteProblem(PluginCommand.ConsoleFor(output), wanted, problem);
            output.WriteLine(problems.Count == 0 ? $"Removed {wanted}." : "Not removed; nothing was changed.");
            return problems.Count == 0 ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }
}
