using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Names;

/// <summary>Asks the system's resolver for names of addresses that the wire did not name. Only made when the user wants it.</summary>
sealed class ReverseLookups
{
    const int AtOnce = 4;
    const int Most = 16_384;

    readonly HashSet<NetAddress> _asked = [];
    readonly ConcurrentQueue<(NetAddress Address, string Name)> _found = new();
    int _running;

    internal void Look(FlowTableSnapshot flows, NameTable names)
    {
        while (_found.TryDequeue(out (NetAddress Address, string Name) found)) names.Learn(found.Address, found.Name, NameOrigin.Reverse);
        if (_asked.Count >= Most) _asked.Clear();
        int started = 0;
        foreach (ref readonly FlowRow row in flows.Rows.AsSpan())
        {
            NetAddress address = row.Record.Tuple.Destination;
            // The resolver waits for seconds where nobody answers: no more than these at once.
            if (started == AtOnce || Volatile.Read(ref _running) >= AtOnce) return;
            if (row.ServerName is not null || address.IsNone || address.IsMulticastOrBroadcast || names.Has(address) || !_asked.Add(address)) continue;
            started++;
            Interlocked.Increment(ref _running);
            _ = AskAsync(address);
        }
    }

    async Task AskAsync(NetAddress address)
    {
        try
        {
            IPHostEntry entry = await Dns.GetHostEntryAsync(address.ToIPAddress()).ConfigureAwait(false);
            // Without a name the resolver gives the address back.
            if (!IPAddress.TryParse(entry.HostName, out _)) _found.Enqueue((address, entry.HostName));
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            // It has no name; it is not asked again.
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
