using System.Runtime.CompilerServices;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Identification;

/// <summary>
/// The protocols in the order in which they are asked: evidence, then priority, then id; the port hint is applied per flow. A
/// protocol's place in this order is its rank, and the sets of ranks are bit masks.
/// </summary>
public sealed class ProtocolTable
{
    /// <summary>How many protocols can be loaded: the bits of a mask.</summary>
    public const int MaxProtocols = RankSet.Capacity;

    readonly Protocol[] _protocols;

    // The combinations of layers met so far, replaced when there is a new one: there are few, and any thread may ask.
    NamedLayers[] _names = [];

    // Asked for every line that is written.
    readonly NamedLayers?[] _recentNames = new NamedLayers?[64];

    // By the upper and the lower byte of a port; most pages are missing. Read twice or more for every new flow.
    readonly RankSet[]?[] _hinted = new RankSet[]?[256];
    RankSet _weak;
    RankSet _tcp, _udp;

    /// <summary>Puts protocols in order.</summary>
    /// <param name="protocols">The protocols; at most <see cref="MaxProtocols"/>.</param>
    /// <param name="preferred">Ids that the user wants asked first, in that order, or null.</param>
    public ProtocolTable(IEnumerable<Protocol> protocols, IReadOnlyList<string>? preferred = null)
    {
        _protocols = [.. protocols];
        Array.Sort(_protocols, (left, right) => Compare(left, right, preferred));
        if (_protocols.Length > MaxProtocols) throw new ArgumentException($"At most {MaxProtocols} protocols can be loaded.", nameof(protocols));
        Levels = new RankSet[4];
        for (int rank = 0; rank < _protocols.Length; rank++) Index(rank, Rank(preferred, _protocols[rank].Id) != int.MaxValue);
    }

    static int Compare(Protocol left, Protocol right, IReadOnlyList<string>? preferred)
    {
        int order = Rank(preferred, left.Id).CompareTo(Rank(preferred, right.Id));
        if (order == 0) order = right.Declaration.Evidence - left.Declaration.Evidence;
        if (order == 0) order = right.Declaration.Priority.CompareTo(left.Declaration.Priority);
        return order != 0 ? order : string.CompareOrdinal(left.Id, right.Id);
    }

    static int Rank(IReadOnlyList<string>? preferred, string id)
    {
        for (int i = 0; preferred is not null && i < preferred.Count; i++)
        {
            if (preferred[i] == id) return i;
        }

        return int.MaxValue;
    }

    /// <summary>The protocols by rank.</summary>
    public IReadOnlyList<Protocol> Protocols => _protocols;

    /// <summary>Ranks by strength of evidence, strongest first; before them those that the user wants first.</summary>
    internal RankSet[] Levels { get; }

    internal Protocol this[int rank] => _protocols[rank];

    internal int Count => _protocols.Length;

    void Index(int rank, bool isPreferred)
    {
        ProtocolAttribute declaration = _protocols[rank].Declaration;
        RankSet bit = RankSet.Of(rank);
        Levels[isPreferred ? 0 : 1 + (Evidence.Magic - declaration.Evidence)] |= bit;
        if (declaration.Evidence == Evidence.Weak) _weak |= bit;
        if ((declaration.Transports & Transports.Tcp) != 0) _tcp |= bit;
        if ((declaration.Transports & Transports.Udp) != 0) _udp |= bit;
        foreach (ushort port in declaration.Ports) Hint(port, bit);
    }

    void Hint(ushort port, RankSet rank)
    {
        RankSet[] page = _hinted[port >> 8] ??= new RankSet[256];
        page[port & 0xFF] |= rank;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    RankSet Hinted(ushort port) => _hinted[port >> 8] is { } page ? page[port & 0xFF] : default;

    /// <summary>Which ranks declare one of the ports.</summary>
    internal RankSet Hinted(ushort first, ushort second) => Hinted(first) | Hinted(second);

    /// <summary>Which ranks may be asked about a flow at all: those of its transport, and weak ones only on their ports.</summary>
    internal RankSet Candidates(Transport transport, RankSet hinted) => On(transport) & (~_weak | hinted);

    RankSet On(Transport transport) => transport == Transport.Tcp ? _tcp : transport == Transport.Udp ? _udp : default;

    /// <summary>Which ranks of TCP declare a name that was agreed on by ALPN.</summary>
    internal RankSet Negotiated(string alpn)
    {
        RankSet found = default;
        for (int rank = 0; rank < _protocols.Length; rank++)
        {
            if (Declares(_protocols[rank].Declaration, alpn)) found |= RankSet.Of(rank);
        }

        return found & _tcp;
    }

    /// <summary>The protocol on the streams of QUIC that an ALPN name stands for; -1 when there is none.</summary>
    internal int FindOnStreams(string? alpn)
    {
        for (int rank = 0; alpn is not null && rank < _protocols.Length; rank++)
        {
            if ((_protocols[rank].Declaration.Transports & Transports.Quic) != 0 && Declares(_protocols[rank].Declaration, alpn)) return rank;
        }

        return -1;
    }

    static bool Declares(ProtocolAttribute declaration, string alpn)
    {
        foreach (string name in declaration.Alpn)
        {
            if (name == alpn || (name is [.., '*'] && alpn.AsSpan().StartsWith(name.AsSpan(0, name.Length - 1)))) return true;
        }

        return false;
    }

    /// <summary>The rank of a protocol; -1 when it is not loaded.</summary>
    internal int Find(string id)
    {
        for (int rank = 0; rank < _protocols.Length; rank++)
        {
            if (_protocols[rank].Id == id) return rank;
        }

        return -1;
    }

    /// <summary>The ids of packed layers from the outside in, made once for each combination.</summary>
    internal IReadOnlyList<string> Names(uint apps)
    {
        if (apps == 0) return [];
        ref NamedLayers? recent = ref _recentNames[apps * 0x9E3779B1 >> 26];
        if (recent is { } same && same.Apps == apps) return same.Names;
        foreach (NamedLayers known in _names)
        {
            if (known.Apps == apps) return (recent = known).Names;
        }

        var names = new List<string>(4);
        for (uint rest = apps; rest != 0; rest >>= 8)
        {
            if ((rest & 0xFF) != 0) names.Add(_protocols[(int)(rest & 0xFF) - 1].Id);
        }

        string[] made = [.. names];
        _names = [.. _names, new NamedLayers(apps, made)];
        return made;
    }

    sealed record NamedLayers(uint Apps, string[] Names);

    /// <summary>Whether a protocol of the transport declares the port as usual.</summary>
    internal bool IsDeclared(Transport transport, ushort port) => !(Hinted(port) & On(transport)).IsEmpty;

    /// <summary>The protocol that a port suggests, responder's port first; null when none does. A guess, and shown as one.</summary>
    internal string? GuessByPort(Transport transport, ushort responderPort, ushort initiatorPort) =>
        Guess(transport, responderPort) ?? Guess(transport, initiatorPort);

    string? Guess(Transport transport, ushort port)
    {
        RankSet ranks = Hinted(port) & On(transport);
        return ranks.IsEmpty ? null : _protocols[ranks.First].Id;
    }
}
