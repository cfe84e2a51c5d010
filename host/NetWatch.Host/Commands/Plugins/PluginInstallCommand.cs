using System.CommandLine;
using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Install;
using NetWatch.PluginHost.Problems;
using Spectre.Console;

namespace NetWatch.Host.Commands.Plugins;

/// <summary><c>netwatch plugin install FILE</c>: verifies a plugin package and installs it for the user.</summary>
static class PluginInstallCommand
{
    public static Command Create(Func<ParseResult, PluginHostOptions> options)
    {
        var file = new Argument<string>("FILE") { Description = "A plugin package (.nupkg), as dotnet pack makes it." };
        var command = new Command(
            "install", "Install a plugin package, or another version of an installed plugin. It is verified in full before. Exit code 1 when something is wrong with it.") { file };
        command.SetAction(parsed =>
        {
            string package = Path.GetFullPath(parsed.GetValue(file)!);
            if (!File.Exists(package))
            {
                parsed.InvocationConfiguration.Error.WriteLine($"There is no file {package}. Name a .nupkg, for instance the one that dotnet pack wrote.");
                return ExitCodes.BadInput;
            }

            InstallResult result = new PluginInstaller(options(parsed)).Install(package);
            IAnsiConsole console = PluginCommand.ConsoleFor(parsed.InvocationConfiguration.Output);
            if (result.Plugin is { } plugin) Describe(console, plugin);
            foreach (PluginProblem problem in result.Problems) PluginListCommand.WriteProblem(console, result.Plugin?.Id ?? Path.GetFileName(package), problem);
            console.WriteLine(Outcome(result));
            return result.IsInstalled ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }

    static void Describe(IAnsiConsole console, Plugin plugin)
    {
        if (plugin.Manifest is not { } manifest) return;
        console.WriteLine($"{manifest.Id} {manifest.Version}: {manifest.Name}. {manifest.Description}");
        foreach (ExtensionDeclaration extension in plugin.Extensions) console.WriteLine($"  provides  {PluginText.Describe(extension)}");
        console.WriteLine($"  asks for  {PluginText.Of(manifest.Capabilities)}");
    }

    static string Outcome(InstallResult result) => result switch
    {
        { IsInstalled: false } => "Not installed; nothing was changed.",
        { Replaced: { } version } => $"Installed in {result.Plugin!.Folder}, in the place of version {version}.",
        _ => $"Installed in {result.Plugin!.Folder}.",
    };
}
