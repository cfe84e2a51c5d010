using System.Collections.Immutable;
using System.CommandLine;
using NetWatch.Host.Output;
using NetWatch.PluginHost.Discovery;

namespace NetWatch.Host.Commands.Plugins;

/// <summary>
/// <c>netwatch plugin index DIR</c>, which publishing runs: verifies what is bundled and notes it, so that starts need not. Not for users, so not in the help.
/// </summary>
static class PluginIndexCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "The folder of the bundled plugins." };
        var command = new Command("index", "Verify the bundled plugins of a folder and note what was found.") { folder };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            try
            {
                ImmutableArray<Plugin> unsound = PluginCatalog.WriteIndex(Path.GetFullPath(parsed.GetValue(folder)!));
                foreach (Plugin plugin in unsound) Console.Error.WriteLine(Plain.Clean($"netwatch: plugin {plugin.Id} is not sound: {plugin.Problems[0].Sentence}"));
                return unsound.IsEmpty ? ExitCodes.Success : ExitCodes.Failure;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine("netwatch: " + Plain.Clean(error.Message));
                return ExitCodes.Failure;
            }
        });
        return command;
    }
}
