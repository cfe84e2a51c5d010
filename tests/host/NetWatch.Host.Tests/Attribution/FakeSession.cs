using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;

namespace NetWatch.Host.Tests.Attribution;

/// <summary>Reads one socket, of the given port, after it has done what the test wants.</summary>
class FakeSession(ushort port) : IAttributionSession, ISocketTable
{
    int _readings;

    /// <summary>What it does in each reading before it answers.</summary>
    internal Action OnRead { get; set; } = () => { };

    internal int Readings => Volatile.Read(ref _readings);

    public AttributionStatus Status { get; } = new(AttributionState.Active, $"port {port}");

    public AttributionCounters ReadCounters() => default;

    public SocketReading Read(ISocketHolders? holders)
    {
        OnRead();
        Interlocked.Increment(ref _readings);
        var local = new FiveTuple(Transport.Tcp, NetAddress.FromIPv4(0x7F000001), port, NetAddress.FromIPv4(0x7F000001), 80);
        return new SocketReading([new SocketRow { Local = local, State = SocketState.Established }], []);
    }

    public void Dispose() => GC.SuppressFinalize(this);

    /// <summary>The same, which also tells events.</summary>
    internal sealed class WithEvents(ushort port) : FakeSession(port), ISocketEvents
    {
        internal Action OnPoll { get; set; } = () => { };

        public int Poll(ISocketEventSink sink, int timeoutMilliseconds)
        {
            OnPoll();
            Thread.Yield();
            return 0;
        }
    }
}
