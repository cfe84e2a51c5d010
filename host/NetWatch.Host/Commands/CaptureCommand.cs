using System.CommandLine;
using NetWatch.Host.Composition;
using NetWatch.Host.Decryption;
using NetWatch.Host.Running;
using NetWatch.Sdk.Plugins;

namespace NetWatch.Host.Commands;

/// <summary><c>netwatch capture</c>: the engine live, without a screen.</summary>
static class CaptureCommand
{
    internal static Command Create(CommonOptions common, TimeProvider time)
    {
        var live = new LiveOptions();
        Option<string> output = OutputOption.Create();
        var write = new Option<string?>("-w", "--write") { Description = "Write the packets to this file too (pcapng).", HelpName = "FILE" };
        var secrets = new Option<bool>("--secrets")
        {
            Description = "With -w: put the logged secrets of the captured connections into the file, so that whoever has it can decrypt them.",
        };
        var duration = new Option<string?>("--duration") { Description = "End after this time: 30s, 5m, 1h.", HelpName = "TIME" };
        var count = new Option<long?>("--count", "-c") { Description = "End after this many packets.", HelpName = "N" };
        count.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long?>() is <= 0) result.AddError("--count takes a number of packets above 0.");
        });
        var command = new Command("capture", "Captures live and writes flows as they end, until SIGINT, SIGTERM, --duration or --count.")
        {
            output, write, secrets, duration, count,
        };
        live.AddTo(command);
        var keyLog = new KeyLogOption();
        keyLog.AddTo(command);
        command.Options.Add(common.Filter);
        command.Options.Add(common.Ja4Database);
        command.Options.Add(common.Configuration);
        command.SetAction(result =>
        {
            var services = new HostServices(time);
            if (!FilterOption.TryCompile(result.GetValue(common.Filter), services, out IFlowFilter? filter)) return ExitCodes.BadInput;
            if (!DurationText.TryParse(result.GetValue(duration), out TimeSpan? limit))
            {
                Console.Error.WriteLine("netwatch: --duration takes a time such as 30s, 5m, 1h or 500ms.");
                return ExitCodes.BadInput;
            }

            var extensions = new Extensions(common.Plugins(result), services);
            if (!RunConfiguration.TryApply(result.GetValue(common.Configuration), result.GetValue(common.Ja4Database), services, extensions)) return ExitCodes.BadInput;
            if (OutputOption.Find(result.GetValue(output)!, extensions) is not { } form) return ExitCodes.BadInput;
            using KeySources keys = KeyLogOption.Open(keyLog.Value(result), services.UserSettings);
            var run = new CaptureRun(extensions, form.Exporter, filter, time)
            {
                Settings = services.UserSettings,
                Keys = keys,
                Limit = limit,
                Count = result.GetValue(count),
                WriteTo = result.GetValue(write),
                WithSecrets = result.GetValue(secrets),
            };
            return run.Run(live.Request(result, services.UserSettings));
        });
        return command;
    }
}
