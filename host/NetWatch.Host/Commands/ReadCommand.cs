using System.CommandLine;
using NetWatch.Host.Composition;
using NetWatch.Host.Decryption;
using NetWatch.Host.Output;
using NetWatch.Host.Running;
using NetWatch.Sdk.Plugins;

namespace NetWatch.Host.Commands;

/// <summary><c>netwatch read</c>: the whole engine on capture files.</summary>
static class ReadCommand
{
    internal static Command Create(CommonOptions common, TimeProvider time)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Captures (pcap, pcapng, either gzipped); - is standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        files.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (token.Value is ['-', _, ..] && !File.Exists(token.Value))
                    result.AddError($"There is no option {token.Value}. A file of that name is given as ./{token.Value}.");
            }
        });
        Option<string> output = OutputOption.Create();
        var folder = new Option<string?>("--out")
        {
            Description = "Write one file for each capture into this folder, named after it: <capture name>.ndjson for eve.",
            HelpName = "DIR",
        };
        var keyLog = new KeyLogOption();
        var plaintext = new Option<string?>("--plaintext")
        {
            Description = "Write what is decrypted into this folder: for each capture a folder with a file for each stream and direction, and streams.ndjson.",
            HelpName = "DIR",
        };
        var command = new Command("read", "Reads capture files and writes what is in them: flows, protocols, names, transactions.")
        {
            files, output, folder, plaintext,
        };
        keyLog.AddTo(command);
        command.Options.Add(common.Filter);
        command.Options.Add(common.Ja4Database);
        command.Options.Add(common.Configuration);
        command.SetAction(result =>
        {
            var services = new HostServices(time);
            if (!FilterOption.TryCompile(result.GetValue(common.Filter), services, out IFlowFilter? filter)) return ExitCodes.BadInput;
            var extensions = new Extensions(common.Plugins(result), services);
            if (!RunConfiguration.TryApply(result, common, services, extensions)) return ExitCodes.BadInput;
            if (OutputOption.Find(result.GetValue(output)!, extensions) is not { } form) return ExitCodes.BadInput;
            using KeySources keys = keyLog.Open(result, services.UserSettings);
            if (keys.LoadOnce() is { } fault && keyLog.WasGiven(result))
            {
                Console.Error.WriteLine("netwatch: " + Plain.Clean(fault));
                return ExitCodes.BadInput;
            }

            var run = new ReadRun(extensions, form.Exporter, form.Extension, filter, time)
            {
                OutputFolder = result.GetValue(folder),
                Settings = services.UserSettings,
                Keys = keys,
                PlaintextFolder = result.GetValue(plaintext),
            };
            return run.Run(result.GetValue(files)!);
        });
        return command;
    }
}
