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
    public const int MaxProtocols = 128;

    readonly Protocol[] _protocols;
    readonly Dictionary<ushort, UInt128> _hinted = [];
    UInt128 _weak;
    UInt128 _tcp, _udp;

    /// <summary>Puts protocols in order.</summary>
    /// <param name="protocols">The protocols; at most <see cref="MaxProtocols"/>.</param>
    /// <param name="preferred">Ids that the user wants asked first, in that order, or null.</param>
    public ProtocolTable(IEnumerable<Protocol> protocols, IReadOnlyList<string>? preferred = null)
    {
        _protocols = protocols
            .OrderBy(p => Rank(preferred, p.Id))
            .ThenByDescending(p => p.Declaration.Evidence)
            .ThenByDescending(p => p.Declaration.Priority)
            .ThenBy(p => p.Id, StringComparer.Ordinal)
            .ToArray();
        if (_protocols.Length > MaxProtocols) throw new ArgumentException($"At most {MaxProtocols} protocols can be loaded.", nameof(protocols));
        Levels = new UInt128[4];
        for (int rank = 0; rank < _protocols.Length; rank++) Index(rank, Rank(preferred, _protocols[rank].Id) != int.MaxValue);
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
    internal UInt128[] Levels { get; }

    internal Protocol this[int rank] => _protocols[rank];

    internal int Count => _protocols.Length;

    void Index(int rank, bool isPreferred)
    {
        ProtocolAttribute declaration = _protocols[rank].Declaration;
        UInt128 bit = UInt128.One << rank;
        Levels[isPreferred ? 0 : 1 + (Evidence.Magic - declaration.Evidence)] |= bit;
        if (declaration.Evidence == Evidence.Weak) _weak |= bit;
        if ((declaration.Transports & Transports.Tcp) != 0) _tcp |= bit;
        if ((declaration.Transports & Transports.Udp) != 0) _udp |= bit;
        foreach (ushort port in declaration.Ports) _hinted[port] = _hinted.GetValueOrDefault(port) | bit;
    }

    /// <summary>Which ranks declare one of the ports.</summary>
    internal UInt128 Hinted(ushort first, ushort second) => _hinted.GetValueOrDefault(first) | _hinted.GetValueOrDefault(second);

    /// <summary>Which ranks may be asked about a flow at all: those of its transport, and weak ones only on their ports.</summary>
    internal UInt128 Candidates(Transport transport, UInt128 hinted) =>
        (transport == Transport.Tcp ? _tcp : transport == Transport.Udp ? _udp : UInt128.Zero) & (~_weak | hinted);

    /// <summary>Whether a protocol of the transport declares the port as usual.</summary>
    internal bool IsDeclared(Transport transport, ushort port) =>
        (_hinted.GetValueOrDefault(port) & (transport == Transport.Tcp ? _tcp : transport == Transport.Udp ? _udp : UInt128.Zero)) != UInt128.Zero;

    /// <summary>The protocol that a port suggests, responder's port first; null when none does. A guess, and shown as one.</summary>
    internal string? GuessByPort(Transport transport, ushort responderPort, ushort initiatorPort) =>
        Guess(transport, responderPort) ?? Guess(transport, initiatorPort);

    string? Guess(Transport transport, ushort port)
    {
        UInt128 ranks = _hinted.GetValueOrDefault(port) & (transport == Transport.Tcp ? _tcp : transport == Transport.Udp ? _udp : UInt128.Zero);
        return ranks == UInt128.Zero ? null : _protocols[(int)UInt128.TrailingZeroCount(ranks)].Id;
    }
}
