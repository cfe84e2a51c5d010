using System.CommandLine;
using NetWatch.Host.Commands.Plugins;
using NetWatch.Host.Composition;
using NetWatch.Host.Diagnosis;

namespace NetWatch.Host.Commands;

/// <summary><c>netwatch doctor</c>: what works here, what does not, and the command that changes it.</summary>
static class DoctorCommand
{
    internal static Command Create(CommonOptions common, TimeProvider time)
    {
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("doctor", "Says what works on this machine, what does not, and what would improve it.") { json };
        command.SetAction(parsed =>
        {
            var extensions = new Extensions(common.Plugins(parsed), new HostServices(time));
            List<Finding> findings = [.. new SystemCheck("/proc/self").Run(), .. CaptureCheck.Run(extensions), .. ProcessCheck.Run(extensions, time), .. PluginCheck.Run(extensions)];
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) PluginJson.Write(output, writer => FindingText.WriteJson(writer, findings));
            else FindingText.Write(output, findings);
            return ExitCodeOf(findings);
        });
        return command;
    }

    static int ExitCodeOf(List<Finding> findings)
    {
        if (findings.Exists(static finding => finding.State == FindingState.Broken)) return ExitCodes.Failure;
        return findings.Exists(static finding => finding is { Area: CaptureCheck.Area, State: FindingState.Good }) ? ExitCodes.Success : ExitCodes.NoPrivilege;
    }
}
