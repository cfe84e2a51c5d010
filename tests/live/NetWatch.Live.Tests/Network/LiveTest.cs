using System.Diagnostics;
using Xunit.Sdk;

namespace NetWatch.Live.Tests.Network;

/// <summary>What live tests need of the machine.</summary>
public static class LiveTest
{
    static readonly Lazy<bool> Namespaces = new(TryNamespace);

    /// <summary>Whether a missing need is a failure.</summary>
    public static bool MustRun => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether ip(8) is there and may make a namespace.</summary>
    public static bool CanMakeNamespaces => Namespaces.Value;

    /// <summary>Skips the running test when it can't be done here.</summary>
    public static void Require(bool condition, string reason)
    {
        if (condition) return;
        if (MustRun) throw new InvalidOperationException(reason);
        throw SkipException.ForSkip(reason);
    }

    static bool TryNamespace()
    {
        string name = $"nwt{Environment.ProcessId}";
        try
        {
            return Ip("add", name) && Ip("del", name);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    static bool Ip(string verb, string name)
    {
        using var process = Process.Start(new ProcessStartInfo("ip", ["netns", verb, name]) { RedirectStandardError = true, UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
