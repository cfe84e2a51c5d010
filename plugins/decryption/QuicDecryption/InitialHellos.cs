using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Quic;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.QuicDecryption;

/// <summary>Reads both hellos out of the Initial packets: the client's random and offer, the server's choice.</summary>
sealed class InitialHellos
{
    const byte ClientHello = 1;
    const byte ServerHello = 2;
    const int HeaderSize = 4;
    const int MaxHeld = 64 * 1024;
    const int RandomSize = 32;

    // Everything up to the random of a ClientHello: its name and extensions may follow in other packets.
    const int RandomAt = HeaderSize + 2;

    readonly QuicReassembly _client = new(MaxHeld);
    readonly QuicReassembly _server = new(MaxHeld);
    readonly byte[] _random = new byte[RandomSize];
    readonly byte[] _alpn = new byte[byte.MaxValue];
    int _alpnLength;
    bool _hasRandom;

    /// <summary>The client random; meaningful once a ClientHello was seen.</summary>
    internal ReadOnlySpan<byte> Random => _random;

    /// <summary>The suite that the server chose; 0 while its hello was not seen.</summary>
    internal ushort Suite { get; private set; }

    internal void Reset()
    {
        _client.Reset();
        _server.Reset();
        _hasRandom = false;
        _alpnLength = 0;
        Suite = 0;
    }

    internal bool TryGetFirstAlpn(out ReadOnlySpan<byte> protocol)
    {
        protocol = _alpn.AsSpan(0, _alpnLength);
        return _alpnLength > 0;
    }

    /// <summary>Takes the frames of a packet; true when they brought the random or the suite.</summary>
    internal bool OnFrames(ReadOnlySpan<byte> plaintext, bool isClient)
    {
        QuicReassembly stream = isClient ? _client : _server;
        var frames = new QuicFrameReader(plaintext);
        while (frames.TryRead(out QuicFrame frame))
        {
            if (frame.Type == QuicFrameType.Crypto) stream.TryAdd(frame.Offset, frame.Data);
        }

        return isClient ? ReadClient() : ReadServer();
    }

    bool ReadClient()
    {
        ReadOnlySpan<byte> there = _client.Available;
        bool isNew = !_hasRandom && there.Length >= RandomAt + RandomSize && there[0] == ClientHello;
        if (isNew)
        {
            there.Slice(RandomAt, RandomSize).CopyTo(_random);
            _hasRandom = true;
        }

        if (_alpnLength == 0 && TryMessage(there, out ReadOnlySpan<byte> body) && ClientHelloView.TryParse(body, out ClientHelloView hello)
            && hello.TryGetExtension(TlsExtensionType.Alpn, out ReadOnlySpan<byte> data))
        {
            var list = new ByteReader(data);
            if (list.TrySkip(2) && list.TryReadVector8(out ReadOnlySpan<byte> first))
            {
                first.CopyTo(_alpn);
                _alpnLength = first.Length;
            }
        }

        return isNew;
    }

    bool ReadServer()
    {
        while (Suite == 0 && TryMessage(_server.Available, out ReadOnlySpan<byte> body))
        {
            // A retry request chooses the suite as well (RFC 8446 §4.1.4).
            if (_server.Available[0] == ServerHello && ServerHelloView.TryParse(body, out ServerHelloView hello)) Suite = hello.CipherSuite;
            _server.Take(HeaderSize + body.Length);
            if (Suite != 0) return true;
        }

        return false;
    }

    static bool TryMessage(ReadOnlySpan<byte> there, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (there.Length < HeaderSize) return false;
        int length = there[1] << 16 | there[2] << 8 | there[3];
        if (there.Length < HeaderSize + length) return false;
        body = there.Slice(HeaderSize, length);
        return true;
    }
}
