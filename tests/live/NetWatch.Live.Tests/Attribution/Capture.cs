using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NetWatch.Live.Tests.Network;

namespace NetWatch.Live.Tests.Attribution;

/// <summary>A running <c>netwatch capture -o eve</c> inside a namespace.</summary>
internal sealed class Capture : IDisposable
{
    readonly Process _process;
    readonly Task<string> _lines;
    readonly List<string> _said = [];
    readonly TaskCompletionSource _isCapturing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Capture(string space, string device, string filter, params string[] before)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "netwatch.dll");
        string[] arguments = ["netns", "exec", space, .. before, "dotnet", program, "capture", "-i", device, "-o", "eve", "-f", filter];
        _process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginErrorReadLine();
        _lines = _process.StandardOutput.ReadToEndAsync();
        _isCapturing.Task.Wait(TimeSpan.FromSeconds(60)).ShouldBeTrue($"netwatch does not capture: {Said}");
    }

    /// <summary>What it has written to standard error.</summary>
    internal string Said
    {
        get
        {
            lock (_said) return string.Join('\n', _said);
        }
    }

    /// <summary>Ends the capture and gives the flow records.</summary>
    internal IReadOnlyList<JsonElement> Finish()
    {
        NetworkPair.Run("kill", "-INT", _process.Id.ToString(CultureInfo.InvariantCulture));
        string text = _lines.GetAwaiter().GetResult();
        _process.WaitForExit();
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement)
            .Where(static record => record.GetProperty("event_type").GetString() == "flow")];
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    void Hear(string? line)
    {
        if (line is null) return;
        lock (_said) _said.Add(line);
        if (line.Contains("capturing on", StringComparison.Ordinal)) _isCapturing.TrySetResult();
    }
}
