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
        command.SetAction(result => Run(new ReadArguments
        {
            Files = result.GetValue(files)!,
            Form = result.GetValue(output)!,
            OutputFolder = result.GetValue(folder),
            PlaintextFolder = result.GetValue(plaintext),
            KeyLog = keyLog.Value(result),
            Filter = result.GetValue(common.Filter),
            Ja4Database = result.GetValue(common.Ja4Database),
            Configuration = result.GetValue(common.Configuration),
            Plugins = common.Plugins(result),
        }, time));
        return command;
    }

    internal static int Run(ReadArguments arguments, TimeProvider time)
    {
        var services = new HostServices(time);
        if (!FilterOption.TryCompile(arguments.Filter, services, out IFlowFilter? filter)) return ExitCodes.BadInput;
        var extensions = new Extensions(arguments.Plugins, services);
        if (!RunConfiguration.TryApply(arguments.Configuration, arguments.Ja4Database, services, extensions)) return ExitCodes.BadInput;
        if (OutputOption.Find(arguments.Form, extensions) is not { } form) return ExitCodes.BadInput;
        using KeySources keys = KeyLogOption.Open(arguments.KeyLog, services.UserSettings);
        // The user named the file for this command, so that its absence is a mistake.
        if (keys.LoadOnce() is { } fault && arguments.KeyLog is { Length: > 0 })
        {
            Console.Error.WriteLine("netwatch: " + Plain.Clean(fault));
            return ExitCodes.BadInput;
        }

        var run = new ReadRun(extensions, form.Exporter, form.Extension, filter, time)
        {
            OutputFolder = arguments.OutputFolder,
            Settings = services.UserSettings,
            Keys = keys,
            PlaintextFolder = arguments.PlaintextFolder,
        };
        return run.Run(arguments.Files);
    }
}
