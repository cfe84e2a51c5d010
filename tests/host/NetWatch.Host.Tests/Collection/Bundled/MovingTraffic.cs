using NetWatch.Engine.Snapshots;
using NetWatch.Host.Collection;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Host.Tests.Collection.Bundled;

/// <summary>An engine that has something new all the time, so that every collector has something to publish: flows, sockets, names.</summary>
sealed class MovingTraffic : IDisposable
{
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    readonly SnapshotStore _store;
    readonly FlowEventListener _events;
    readonly TimeProvider _time;
    readonly ManualResetEventSlim _over = new();
    readonly Thread _thread;
    uint _round;

    internal MovingTraffic(SnapshotStore store, FlowEventListener events, TimeProvider time)
    {
        (_store, _events, _time) = (store, events, time);
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    void Run()
    {
        while (!_over.Wait(Interval))
        {
            _round++;
            NetAddress address = NetAddress.FromIPv4(0x0A000000 + _round % 0x00FFFFFF);
            var tuple = new FiveTuple(Transport.Tcp, NetAddress.FromIPv4(0x0A000001), 40_000, address, 443);
            DateTimeOffset now = _time.GetUtcNow();
            var flow = new FlowRecord { Id = _round, Tuple = tuple, Start = default, End = new Timestamp(_round), BytesToServer = _round, Facts = [] };
            _store.Publish(new EngineSnapshot
            {
                Version = _round, TakenAt = now, Source = "moving", State = SourceState.Running, Packets = _round, Bytes = _round * 100, PacketTime = new Timestamp(_round),
            });
            _store.Publish(new FlowTableSnapshot { Version = _round, TakenAt = now, Rows = [new FlowRow(_round, flow, 0, 0, null)] });
            _store.Publish(new SocketTableSnapshot { Version = _round, TakenAt = now, Sockets = [], Ended = [] });
            _events.OnFact(flow, new DnsExchange
            {
                HasQuery = true, ResponseCode = 0, Questions = [new($"host{_round}.sample.test", 1, 1)],
                Answers = [new($"host{_round}.sample.test", 1, 1, 60, address.ToString())],
            }, new Timestamp(_round));
        }
    }

    public void Dispose()
    {
        _over.Set();
        _thread.Join();
        _over.Dispose();
    }
}
