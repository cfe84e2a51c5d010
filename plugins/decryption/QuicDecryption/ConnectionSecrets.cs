using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Plugins.QuicDecryption;

/// <summary>Finds the secrets of one connection in the key ring, under the labels of TLS and those of early implementations of QUIC.</summary>
sealed class ConnectionSecrets
{
    const int RandomSize = 32;

    readonly byte[] _random = new byte[RandomSize];
    IKeyRing? _keys;

    /// <summary>Whether the ClientHello was seen.</summary>
    internal bool HasRandom { get; private set; }

    /// <summary>Changes when secrets come.</summary>
    internal int Generation => _keys?.Generation ?? 0;

    internal void Start(IKeyRing keys)
    {
        _keys = keys;
        HasRandom = false;
    }

    /// <summary>Another ClientHello is to come.</summary>
    internal void Forget() => HasRandom = false;

    internal void SetRandom(ReadOnlySpan<byte> random)
    {
        if (random.Length != RandomSize) return;
        random.CopyTo(_random);
        HasRandom = true;
    }

    /// <summary>Whether it is certain that there are none.</summary>
    internal bool IsHopeless => HasRandom && _keys is not null && _keys.IsHopeless(_random);

    internal ReadOnlyMemory<byte> Early() => Find(KeyLogLabels.ClientEarlyTraffic, KeyLogLabels.QuicClientEarlyTraffic);

    internal ReadOnlyMemory<byte> Handshake(bool isClient) => isClient
        ? Find(KeyLogLabels.ClientHandshakeTraffic, KeyLogLabels.QuicClientHandshakeTraffic)
        : Find(KeyLogLabels.ServerHandshakeTraffic, KeyLogLabels.QuicServerHandshakeTraffic);

    internal ReadOnlyMemory<byte> Application(bool isClient) => isClient
        ? Find(KeyLogLabels.ClientTraffic, KeyLogLabels.QuicClientTraffic)
        : Find(KeyLogLabels.ServerTraffic, KeyLogLabels.QuicServerTraffic);

    /// <summary>Forgets the connection.</summary>
    internal void Clear()
    {
        _keys = null;
        _random.AsSpan().Clear();
        HasRandom = false;
    }

    ReadOnlyMemory<byte> Find(string label, string other)
    {
        if (!HasRandom || _keys is null) return default;
        bool isFound = _keys.TryFind(label, _random, out ReadOnlyMemory<byte> secret) || _keys.TryFind(other, _random, out secret);
        // Of another length it is of no suite that QUIC has.
        return isFound && secret.Length is QuicSecrets.InitialLength or 48 ? secret : default;
    }
}
