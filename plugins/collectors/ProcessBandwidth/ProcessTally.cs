using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.ProcessBandwidth;

/// <summary>The bytes of one process.</summary>
sealed class ProcessTally
{
    const int Looks = 60;
    const double SmoothedSeconds = 2;

    readonly Queue<long> _sentHistory = new(Looks + 1), _receivedHistory = new(Looks + 1);
    long _sent, _received, _byKernel, _sentBefore, _receivedBefore;
    double _sentRate, _receivedRate;
    AttributionEvidence _weakest = AttributionEvidence.Exact, _best;

    internal ProcessTally(ProcessIdentity identity) => Identity = identity;

    /// <summary>Who it is, as far as is known by now.</summary>
    internal ProcessIdentity Identity { get; set; }

    internal int Open { get; set; }

    internal long Seen { get; set; }

    internal long LastActive { get; private set; }

    internal long Bytes => _sent + _received;

    internal void Add(long sent, long received, long byKernel, AttributionEvidence evidence)
    {
        _sent += sent;
        _received += received;
        _byKernel += byKernel;
        if (evidence < _weakest) _weakest = evidence;
    }

    /// <summary>Something says that a connection is its own, whoever counts the bytes.</summary>
    internal void Witness(AttributionEvidence evidence)
    {
        if (evidence > _best) _best = evidence;
    }

    /// <summary>Ends a look: what came since the one before makes rates and history.</summary>
    internal ProcessTraffic Look(double seconds, long look)
    {
        long sent = Math.Max(0, _sent - _sentBefore), received = Math.Max(0, _received - _receivedBefore);
        (_sentBefore, _receivedBefore) = (_sent, _received);
        if (sent + received > 0) LastActive = look;
        if (seconds > 0)
        {
            double weight = Math.Min(1, seconds / SmoothedSeconds);
            _sentRate = Settled(_sentRate + weight * (sent * 8 / seconds - _sentRate));
            _receivedRate = Settled(_receivedRate + weight * (received * 8 / seconds - _receivedRate));
        }

        Push(_sentHistory, sent);
        Push(_receivedHistory, received);
        return new ProcessTraffic(Identity)
        {
            BytesSent = _sent,
            BytesReceived = _received,
            BytesByKernel = _byKernel,
            BitsPerSecondSent = _sentRate,
            BitsPerSecondReceived = _receivedRate,
            Connections = Open,
            ConnectionsSeen = Seen,
            WeakestEvidence = _weakest,
            BestEvidence = _best,
            SentHistory = [.. _sentHistory],
            ReceivedHistory = [.. _receivedHistory],
        };
    }

    static double Settled(double rate) => rate < 8 ? 0 : rate;

    static void Push(Queue<long> history, long value)
    {
        if (history.Count == Looks) history.Dequeue();
        history.Enqueue(value);
    }
}
