using System.Collections.Immutable;
using NetWatch.Plugins.Health.Native;
using NetWatch.Plugins.Health.Probes;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Health;

/// <summary>Probes gateways, DNS servers and what the user named.</summary>
[Collector("health", typeof(HealthSnapshot), CadenceMilliseconds = 5_000)]
[CollectorSetting("target", SettingInput.Text,
    Meaning = "Hosts to probe beside the gateway and the DNS servers, parted by blanks or commas: each gets a few small packets at every run.")]
public sealed class HealthCollector(IPluginContext plugin) : ICollector
{
    const int Rounds = 3;
    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(80), LongestWait = TimeSpan.FromSeconds(1), LongestForOthers = TimeSpan.FromSeconds(2);

    readonly EchoRound _echo = new(EchoSocket.TryOpen(isV4: true), EchoSocket.TryOpen(isV4: false));
    TargetList _targets = new(null);
    string? _named;
    readonly Dictionary<ProbeTarget, ProbeWindow> _windows = [];
    uint _nextOther;

    public ISnapshot? Collect(CollectionContext context)
    {
        UseNamed(plugin.Settings?.Get("health", "target"));
        List<ProbeTarget> targets = _targets.Make(plugin.Snapshots.Get<NetworkConfigSnapshot>(), context.Time);
        context.Notice = _targets.Notice ?? (targets.Count == 0 ? "There is neither a gateway nor a DNS server to probe." : null);
        foreach (ProbeTarget gone in _windows.Keys.Except(targets).ToArray()) _windows.Remove(gone);
        foreach (ProbeTarget target in targets)
        {
            if (!_windows.TryGetValue(target, out ProbeWindow? window)) _windows[target] = window = new ProbeWindow();
            window.Choose(target.Role, _echo.IsGranted(target.Address.IsIPv4));
        }

        for (int round = 0; round < Rounds && !context.Cancellation.IsCancellationRequested; round++)
        {
            foreach (ProbeTarget target in targets)
            {
                if (_windows[target].Method != ProbeMethod.Icmp) continue;
                // One after the other with a pause: right behind another probe the way is warm, and shorter than it is for anybody else.
                _echo.Send(target, _windows[target]);
                TakeAnswers(context, Between, untilAll: false);
            }
        }

        TakeAnswers(context, LongestWait, untilAll: true);
        _echo.GiveUp();
        ProbeOthers(targets, context);
        ImmutableArray<HealthTarget> results = [.. targets.Select(target => _windows[target].Result(target))];
        return new HealthSnapshot { Version = context.Version, TakenAt = context.Now, Targets = results };
    }

    void UseNamed(string? named)
    {
        if (named == _named) return;
        (_named, _targets) = (named, new TargetList(named));
    }

    // Slower, and one behind the other: once a call, and where many hosts are silent those that found no time are the first of the next call.
    void ProbeOthers(List<ProbeTarget> targets, CollectionContext context)
    {
        long since = context.Time.GetTimestamp();
        for (int i = 0; i < targets.Count && !context.Cancellation.IsCancellationRequested; i++)
        {
            if (context.Time.GetElapsedTime(since) > LongestForOthers) return;
            ProbeTarget target = targets[(int)(_nextOther++ % (uint)targets.Count)];
            if (_windows[target].Method != ProbeMethod.Icmp) Probe(target, _windows[target], context.Time);
        }
    }

    void TakeAnswers(CollectionContext context, TimeSpan longest, bool untilAll)
    {
        long since = context.Time.GetTimestamp();
        while (!context.Cancellation.IsCancellationRequested)
        {
            TimeSpan left = longest - context.Time.GetElapsedTime(since);
            if (left <= TimeSpan.Zero || (untilAll && !_echo.IsWaiting)) return;
            if (_echo.IsWaiting) _echo.Wait((int)Math.Ceiling(left.TotalMilliseconds));
            else context.Cancellation.WaitHandle.WaitOne(left);
        }
    }

    static void Probe(ProbeTarget target, ProbeWindow window, TimeProvider time)
    {
        long microseconds = window.Method == ProbeMethod.Dns ? SocketProbes.Dns(target, time) : SocketProbes.Tcp(target, window.Port, time);
        if (microseconds < 0) window.WasLost();
        else window.Answered(microseconds);
    }
}
