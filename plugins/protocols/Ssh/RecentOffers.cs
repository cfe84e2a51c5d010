using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Ssh;

/// <summary>
/// The offers that were met lately, and what pairs of them settle on: few programs open most connections, each with the same lists every time. Bounded:
/// at most 128 offers of at most 4 KiB and 256 pairs. Any thread; one for all analyzers.
/// </summary>
sealed class RecentOffers
{
    const int Capacity = 128;
    const int MaxLength = 4 * 1024;

    // So many places, side by side, serve the same pair.
    const int PairWays = 8;
    const int PairSets = 32;

    readonly RecentValues<KeyExchange> _offers = new(Capacity, MaxLength);

    // Entries are never changed, only replaced: a thread sees an old one or a new one.
    readonly Pair?[] _pairs = new Pair?[PairSets * PairWays];

    /// <summary>Reads the payload of a message from its number on. Null when the lists do not fit into it.</summary>
    internal KeyExchange? Find(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < KeyExchange.ListsAt || payload[0] != KeyExchange.Message) return null;
        // Behind the cookie nothing differs from one connection to the next.
        ReadOnlySpan<byte> lists = payload[KeyExchange.ListsAt..];
        if (_offers.Find(lists) is { } known) return known;
        KeyExchange? offer = KeyExchange.TryRead(payload);
        if (offer is not null) _offers.Keep(lists, offer);
        return offer;
    }

    /// <summary>What two offers settle on.</summary>
    internal OpenFact Negotiate(KeyExchange client, KeyExchange server)
    {
        Span<Pair?> places = _pairs.AsSpan((client.Number * 31 + server.Number) % PairSets * PairWays, PairWays);
        foreach (Pair? pair in places)
        {
            if (pair is not null && ReferenceEquals(pair.Client, client) && ReferenceEquals(pair.Server, server)) return pair.Fact;
        }

        OpenFact fact = SshNegotiation.Of(client, server);
        places[..^1].CopyTo(places[1..]);
        places[0] = new Pair(client, server, fact);
        return fact;
    }

    sealed class Pair(KeyExchange client, KeyExchange server, OpenFact fact)
    {
        internal KeyExchange Client => client;

        internal KeyExchange Server => server;

        internal OpenFact Fact => fact;
    }
}
