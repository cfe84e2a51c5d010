using NetWatch.Plugins.Health.Native;

namespace NetWatch.Plugins.Health.Probes;

/// <summary>ICMP echo to several hosts at once: requests go out in rounds, answers are taken as they come.</summary>
sealed class EchoRound(EchoSocket? v4, EchoSocket? v6)
{
    readonly Dictionary<ushort, (ProbeWindow Window, long Sent)> _waiting = [];
    ushort _sequence;

    internal bool IsGranted(bool isV4) => (isV4 ? v4 : v6) is not null;

    /// <summary>Whether answers are missing.</summary>
    internal bool IsWaiting => _waiting.Count > 0;

    internal void Send(ProbeTarget target, ProbeWindow window)
    {
        EchoSocket? socket = target.Address.IsIPv4 ? v4 : v6;
        ushort sequence = ++_sequence;
        long sent = socket?.Send(target.Address, target.InterfaceIndex, sequence) ?? 0;
        if (sent == 0) window.WasLost();
        else _waiting[sequence] = (window, sent);
    }

    /// <summary>Waits this long for answers and takes those that come.</summary>
    internal unsafe void Wait(int milliseconds)
    {
        PollRequest* requests = stackalloc PollRequest[2];
        requests[0] = new PollRequest { Descriptor = v4?.Descriptor ?? -1, Events = Libc.PollIn };
        requests[1] = new PollRequest { Descriptor = v6?.Descriptor ?? -1, Events = Libc.PollIn };
        if (Libc.Poll(requests, 2, milliseconds) <= 0) return;
        if (requests[0].Returned != 0) Take(v4!);
        if (requests[1].Returned != 0) Take(v6!);
    }

    void Take(EchoSocket socket)
    {
        while (socket.TryReceive(out ushort sequence, out long received))
        {
            if (_waiting.Remove(sequence, out (ProbeWindow Window, long Sent) probe)) probe.Window.Answered(Math.Max(0, (received - probe.Sent + 500) / 1000));
        }
    }

    /// <summary>What has not come by now is lost.</summary>
    internal void GiveUp()
    {
        foreach ((ProbeWindow window, _) in _waiting.Values) window.WasLost();
        _waiting.Clear();
    }
}
