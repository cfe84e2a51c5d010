using System.Runtime.InteropServices;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Ssh;

/// <summary>
/// The offers that were met lately, and what pairs of them settle on: few programs open most connections, each with the same lists every time. Bounded:
/// at most 128 offers of at most 4 KiB and 128 pairs. Any thread; one for all analyzers.
/// </summary>
sealed class RecentOffers
{
    const int Capacity = 128;
    const int MaxLength = 4 * 1024;

    // Entries are never changed, only replaced: a thread sees an old one or a new one.
    readonly Entry?[] _offers = new Entry?[Capacity];
    readonly Pair?[] _pairs = new Pair?[Capacity];

    /// <summary>Reads the payload of a message from its number on. Null when the lists do not fit into it.</summary>
    internal KeyExchange? Find(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < KeyExchange.ListsAt || payload.Length > MaxLength || payload[0] != KeyExchange.Message) return KeyExchange.TryRead(payload);
        ReadOnlySpan<byte> lists = payload[KeyExchange.ListsAt..];
        ref Entry? entry = ref _offers[Place(lists)];
        if (entry is { } known && lists.SequenceEqual(known.Lists)) return known.Offer;
        KeyExchange? offer = KeyExchange.TryRead(payload);
        if (offer is not null) entry = new Entry(lists.ToArray(), offer);
        return offer;
    }

    /// <summary>What two offers settle on.</summary>
    internal OpenFact Negotiate(KeyExchange client, KeyExchange server)
    {
        ref Pair? pair = ref _pairs[(client.Number * 31 + server.Number) % Capacity];
        if (pair is { } known && ReferenceEquals(known.Client, client) && ReferenceEquals(known.Server, server)) return known.Fact;
        OpenFact fact = SshNegotiation.Of(client, server);
        pair = new Pair(client, server, fact);
        return fact;
    }

    static int Place(ReadOnlySpan<byte> lists)
    {
        ulong mixed = (ulong)lists.Length;
        for (; lists.Length >= sizeof(ulong); lists = lists[sizeof(ulong)..]) mixed = (mixed ^ MemoryMarshal.Read<ulong>(lists)) * 0x9E37_79B9_7F4A_7C15;
        return (int)((mixed ^ mixed >> 32) >> 16 & Capacity - 1);
    }

    sealed class Entry(byte[] lists, KeyExchange offer)
    {
        internal ReadOnlySpan<byte> Lists => lists;

        internal KeyExchange Offer => offer;
    }

    sealed class Pair(KeyExchange client, KeyExchange server, OpenFact fact)
    {
        internal KeyExchange Client => client;

        internal KeyExchange Server => server;

        internal OpenFact Fact => fact;
    }
}
