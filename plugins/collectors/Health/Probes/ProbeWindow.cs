using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Health.Probes;

/// <summary>The latest probes of one host, and which method suits it.</summary>
sealed class ProbeWindow
{
    const int Probes = 60;
    const int LostUntilAnother = 6;
    const long Lost = -1;

    static readonly int[] Ports = [53, 80, 443];

    readonly Queue<long> _history = new(Probes + 1);
    int _lostInRow, _port;

    /// <summary>How the next probes are made.</summary>
    internal ProbeMethod Method { get; private set; }

    /// <summary>The port of TCP probes.</summary>
    internal int Port => Ports[_port];

    /// <summary>Chooses the method: ICMP where it is granted and answered, else what suits the host.</summary>
    internal void Choose(HealthRole role, bool hasIcmp)
    {
        ProbeMethod other = role == HealthRole.Dns ? ProbeMethod.Dns : ProbeMethod.Tcp;
        if (Method == ProbeMethod.None) Method = hasIcmp ? ProbeMethod.Icmp : other;
        if (_lostInRow < LostUntilAnother) return;
        _lostInRow = 0;
        // Some hosts answer no echo, some no handshake: whatever is lost all the time is worth another try.
        if (Method == ProbeMethod.Tcp && _port < Ports.Length - 1) _port++;
        else
        {
            Method = Method == other && hasIcmp ? ProbeMethod.Icmp : other;
            _port = 0;
        }
    }

    internal void Answered(long microseconds)
    {
        _lostInRow = 0;
        Add(microseconds);
    }

    internal void WasLost()
    {
        _lostInRow++;
        Add(Lost);
    }

    void Add(long microseconds)
    {
        if (_history.Count == Probes) _history.Dequeue();
        _history.Enqueue(microseconds);
    }

    internal HealthTarget Result(ProbeTarget target)
    {
        long[] answered = [.. _history.Where(each => each != Lost)];
        long difference = 0;
        for (int i = 1; i < answered.Length; i++) difference += Math.Abs(answered[i] - answered[i - 1]);
        return new HealthTarget(target.Role, target.Address)
        {
            Name = target.Name,
            Method = Method,
            Sent = _history.Count,
            Answered = answered.Length,
            Last = answered.Length == 0 ? null : Span(answered[^1]),
            Jitter = answered.Length < 2 ? null : TimeSpan.FromMicroseconds((double)difference / (answered.Length - 1)),
            Median = Median(answered),
            History = [.. _history],
        };
    }

    static TimeSpan? Median(long[] answered)
    {
        if (answered.Length == 0) return null;
        long[] sorted = [.. answered.Order()];
        return TimeSpan.FromMicroseconds((sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2.0);
    }

    static TimeSpan Span(long microseconds) => TimeSpan.FromMicroseconds(microseconds);
}
