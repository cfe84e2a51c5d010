using System.CommandLine;
using NetWatch.Host.Composition;
using NetWatch.Host.Configuration;
using NetWatch.Host.Decryption;
using NetWatch.Host.Output;
using NetWatch.Host.Running;
using NetWatch.Terminal.Shell;

namespace NetWatch.Host.Commands;

/// <summary><c>netwatch</c> without a command: the terminal, on an interface or on a capture file.</summary>
static class TerminalCommand
{
    internal static void Configure(RootCommand root, CommonOptions common, TimeProvider time)
    {
        var files = new Option<string[]>("-r", "--read")
        {
            Description = "Open a capture file instead of an interface; several are read one after the other.",
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
        };
        var theme = new Option<string?>("--theme") { Description = "Colours: terminal (follows its palette), dark, light, mono.", HelpName = "NAME" };
        var tab = new Option<string?>("--tab") { Description = "The tab to open first: dashboard, connections, packets.", HelpName = "ID" };
        var live = new LiveOptions();
        root.Options.Add(files);
        live.AddTo(root);
        var keyLog = new KeyLogOption();
        keyLog.AddTo(root);
        root.Options.Add(theme);
        root.Options.Add(tab);
        root.Options.Add(common.Ja4Database);
        root.Options.Add(common.Configuration);
        common.AddPluginOptionsTo(root);
        root.SetAction(result =>
        {
            var services = new HostServices(time);
            var extensions = new Extensions(common.Plugins(result), services);
            if (!RunConfiguration.TryApply(result.GetValue(common.Configuration), result.GetValue(common.Ja4Database), services, extensions)) return ExitCodes.BadInput;
            Settings settings = services.UserSettings;
            if (result.GetValue(theme) is { } named) settings.SetOption(HostSettings.Theme, named, "--theme");
            var options = new ShellOptions
            {
                Theme = settings.Find(HostSettings.Theme).Value, Tick = settings.Time(HostSettings.Tick), InitialTab = result.GetValue(tab),
            };
            using KeySources keys = KeyLogOption.Open(keyLog.Value(result), services.UserSettings);
            var run = new ScreenRun(extensions, services, options, keys);
            try
            {
                return result.GetValue(files) is { Length: > 0 } captures ? run.RunFiles(captures) : run.RunLive(live.Request(result, settings));
            }
            catch (IOException error)
            {
                Console.Error.WriteLine("netwatch: " + Plain.Clean(error.Message));
                return ExitCodes.BadInput;
            }
        });
    }
}
