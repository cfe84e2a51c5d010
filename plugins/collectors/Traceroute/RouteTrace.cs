using NetWatch.Plugins.Traceroute.Native;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Traceroute;

/// <summary>One way to a host: rounds of probes over all distances.</summary>
sealed class RouteTrace(NetAddress target, ushort port, ProbeKind kind, CancellationToken cancellation) : IDisposable
{
    internal const int MostHops = 30;

    const int Rounds = 5, BetweenMilliseconds = 20, WaitMilliseconds = 1_000;
    const ushort FirstPort = 33_434;
    const int SilentHopsUntilEnd = 10;

    // Linux errno: what a handshake says that ran out of hops, and one that was refused.
    const int HostUnreachable = 113, NetworkUnreachable = 101, Refused = 111;

    readonly HopTally[] _hops = [.. Enumerable.Range(1, MostHops).Select(distance => new HopTally(distance))];
    readonly Dictionary<ushort, (int Distance, long Sent)> _waiting = [];
    readonly List<(ProbeSocket Socket, int Distance, long Sent)> _handshakes = [];
    readonly ProbeSocket? _socket = kind == ProbeKind.Tcp ? null : ProbeSocket.TryOpen(target.IsIPv4, kind);
    ushort _next;
    int _last = MostHops;

    internal bool HasReached { get; private set; }

    /// <summary>Whether the probes can be sent at all.</summary>
    internal bool IsGranted => kind == ProbeKind.Tcp || _socket is not null;

    /// <summary>Sends all rounds. Calls after each bit of news.</summary>
    internal void Run(Action onNews)
    {
        for (int round = 0; round < Rounds && !cancellation.IsCancellationRequested; round++)
        {
            for (int distance = 1; distance <= _last && !cancellation.IsCancellationRequested; distance++)
            {
                Send(distance);
                if (Wait(BetweenMilliseconds)) onNews();
                if (round == 0 && !HasReached && IsSilent(distance)) _last = distance;
            }

            for (int waited = 0; waited < WaitMilliseconds && (_waiting.Count > 0 || _handshakes.Count > 0) && !cancellation.IsCancellationRequested; waited += BetweenMilliseconds)
            {
                if (Wait(BetweenMilliseconds)) onNews();
            }

            _waiting.Clear();
            CloseHandshakes();
            onNews();
        }
    }

    internal IEnumerable<RouteHop> Hops()
    {
        int end = _last;
        // Silence beyond the last answer says nothing but that.
        if (!HasReached) while (end > 1 && _hops[end - 1].Address.IsNone) end--;
        return _hops.Take(end).Select(hop => hop.Result());
    }

    bool IsSilent(int distance)
    {
        if (distance < SilentHopsUntilEnd) return false;
        for (int i = distance - SilentHopsUntilEnd; i < distance; i++)
        {
            if (!_hops[i].Address.IsNone) return false;
        }

        return true;
    }

    void Send(int distance)
    {
        _hops[distance - 1].Sent();
        ushort number = _next++;
        if (kind == ProbeKind.Tcp)
        {
            if (ProbeSocket.TryOpen(target.IsIPv4, kind) is not { } socket) return;
            socket.LimitHops(distance);
            _handshakes.Add((socket, distance, socket.Connect(target, port)));
            return;
        }

        _socket!.LimitHops(distance);
        Span<byte> bytes = stackalloc byte[32];
        bytes.Clear();
        ushort to = 0;
        if (kind == ProbeKind.Icmp)
        {
            // The kernel fills in id and checksum of a ping socket.
            bytes[0] = target.IsIPv4 ? (byte)8 : (byte)128;
            (bytes[6], bytes[7]) = ((byte)(number >> 8), (byte)number);
        }
        else to = number = (ushort)(FirstPort + number);

        long sent = _socket.Send(bytes, target, to);
        if (sent != 0) _waiting[number] = (distance, sent);
    }

    // Returns whether anything came.
    bool Wait(int milliseconds)
    {
        bool hasNews = false;
        long until = Libc.Now() + milliseconds * 1_000_000L;
        while (true)
        {
            int left = (int)Math.Max(0, (until - Libc.Now()) / 1_000_000);
            hasNews |= kind == ProbeKind.Tcp ? WaitForHandshakes(left) : WaitForErrors(left);
            if (Libc.Now() >= until || cancellation.IsCancellationRequested) return hasNews;
        }
    }

    unsafe bool WaitForErrors(int milliseconds)
    {
        var request = new PollRequest { Descriptor = _socket!.Descriptor, Events = Libc.PollIn };
        if (Libc.Poll(&request, 1, milliseconds) <= 0) return false;
        bool hasNews = false;
        while (_socket.TryTakeError(out QueuedError error)) hasNews |= Take(kind == ProbeKind.Icmp ? error.Sequence : error.Port, error);
        if (kind == ProbeKind.Icmp)
        {
            while (_socket.TryTakeReply(out QueuedError reply)) hasNews |= Take(reply.Sequence, reply);
        }
        else _socket.TakeError();
        return hasNews;
    }

    bool Take(ushort number, in QueuedError error)
    {
        if (!_waiting.Remove(number, out (int Distance, long Sent) probe)) return false;
        Answer(probe.Distance, error.Offender.IsNone ? target : error.Offender, error.IsExceeded, error.Received - probe.Sent);
        return true;
    }

    void Answer(int distance, NetAddress by, bool isExceeded, long nanoseconds)
    {
        if (distance > _last) return;
        _hops[distance - 1].Answered(by, nanoseconds);
        // Whoever does not complain of the hops is the end of the way: the target, or a filter before it.
        if (isExceeded) return;
        _last = Math.Min(_last, distance);
        HasReached |= by == target;
    }

    unsafe bool WaitForHandshakes(int milliseconds)
    {
        int count = Math.Min(_handshakes.Count, MostHops);
        PollRequest* requests = stackalloc PollRequest[MostHops];
        for (int i = 0; i < count; i++) requests[i] = new PollRequest { Descriptor = _handshakes[i].Socket.Descriptor, Events = Libc.PollOut };
        if (Libc.Poll(requests, count, milliseconds) <= 0) return false;
        for (int i = count - 1; i >= 0; i--)
        {
            if (requests[i].Returned == 0) continue;
            (ProbeSocket socket, int distance, long sent) = _handshakes[i];
            _handshakes.RemoveAt(i);
            Take(socket, distance, sent);
            socket.Dispose();
        }

        return true;
    }

    void Take(ProbeSocket socket, int distance, long sent)
    {
        long now = Libc.Now();
        if (socket.TryTakeError(out QueuedError error) && !error.Offender.IsNone)
        {
            Answer(distance, error.Offender, error.IsExceeded, error.Received - sent);
            return;
        }

        int code = socket.TakeError();
        if (code is 0 or Refused) Answer(distance, target, isExceeded: false, now - sent);
        else if (code is not (HostUnreachable or NetworkUnreachable)) _last = Math.Min(_last, Math.Max(1, distance));
    }

    void CloseHandshakes()
    {
        foreach ((ProbeSocket socket, _, _) in _handshakes) socket.Dispose();
        _handshakes.Clear();
    }

    public void Dispose()
    {
        CloseHandshakes();
        _socket?.Dispose();
    }
}
