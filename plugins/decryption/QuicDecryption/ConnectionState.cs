using System.Buffers;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Plugins.QuicDecryption;

/// <summary>What is known of one connection: its first packets, its keys at each level, the ids of both ends, and its streams.</summary>
sealed class ConnectionState
{
    const int MinIdToFind = 4;

    // First byte, number, and enough behind it to take a sample of (RFC 9001 §5.4.2); the id comes on top.
    const int MinPacket = 21;

    readonly QuicInitialPackets _initials = new();
    readonly InitialHellos _hellos = new();
    readonly ConnectionSecrets _secrets = new();
    readonly HandshakeReader _serverHandshake = new(isClient: false), _clientHandshake = new(isClient: true);
    readonly LongKeys _early = new();
    readonly LongKeys[] _handshakeKeys = [new(), new()];
    readonly ShortKeys[] _applicationKeys = [new(), new()];
    readonly ConnectionIds[] _ids = [new(), new()];
    readonly long[] _acknowledged = [-1, -1];
    readonly PacketNumbers[] _seen = [new(fillsHoles: true), new(fillsHoles: true)], _received = [new(fillsHoles: false), new(fillsHoles: false)];
    Timestamp _time;
    bool _hasAlpn;

    internal StreamTable Streams { get; } = new();

    /// <summary>Whether the ClientHello was seen.</summary>
    internal bool HasHello => _secrets.HasRandom;

    /// <summary>Whether the ring has any secret of the connection.</summary>
    internal bool HasKeys => !_secrets.Application(true).IsEmpty || !_secrets.Application(false).IsEmpty
        || !_secrets.Handshake(true).IsEmpty || !_secrets.Handshake(false).IsEmpty || !_secrets.Early().IsEmpty;

    /// <summary>Whether it is certain that no secret of the connection will ever be in the ring.</summary>
    internal bool IsHopeless => _secrets.IsHopeless;

    /// <summary>Whether any packet beyond the Initial ones was opened.</summary>
    internal bool HasOpened { get; private set; }

    /// <summary>Whether any of those carried application data.</summary>
    internal bool HasOpenedData { get; private set; }

    /// <summary>Changes when secrets come to the ring.</summary>
    internal int KeyGeneration => _secrets.Generation;

    /// <summary>Whether any packet could not be opened with the keys there are.</summary>
    internal bool HasFailed { get; private set; }

    /// <summary>The version of the connection, that of the server's packets where those were seen.</summary>
    internal QuicVersion Version { get; private set; }

    /// <summary>The cipher suite; 0 while not known.</summary>
    internal ushort Suite => _hellos.Suite != 0 ? _hellos.Suite : _applicationKeys[1].Suite != 0 ? _applicationKeys[1].Suite : _applicationKeys[0].Suite;

    internal void Start(IKeyRing keys) => _secrets.Start(keys);

    internal void Reset()
    {
        _initials.Reset();
        _hellos.Reset();
        _secrets.Clear();
        _serverHandshake.Reset();
        _clientHandshake.Reset();
        _early.Reset();
        foreach (LongKeys keys in _handshakeKeys) keys.Reset();
        foreach (ShortKeys keys in _applicationKeys) keys.Reset();
        foreach (ConnectionIds ids in _ids) ids.Reset();
        Streams.Reset();
        _acknowledged.AsSpan().Fill(-1);
        foreach (PacketNumbers numbers in _seen) numbers.Reset();
        foreach (PacketNumbers numbers in _received) numbers.Reset();
        Version = default;
        _time = default;
        _hasAlpn = HasOpened = HasOpenedData = HasFailed = false;
    }

    /// <summary>Notes the ids that a long header shows: the source is the sender's own, the destination what it was told or made up.</summary>
    internal void SeeIds(in QuicLongHeader header, FlowDirection direction)
    {
        if (header.Type is not (QuicPacketType.Initial or QuicPacketType.Handshake)) return;
        _ids[(int)direction].Add(header.SourceId);
        if (header.Type == QuicPacketType.Handshake) _ids[1 - (int)direction].Guess(header.DestinationId);
    }

    /// <summary>Reads an Initial; true when it told something that other packets may have waited for.</summary>
    internal bool OnInitial(in QuicLongHeader header, ReadOnlySpan<byte> packet, FlowDirection direction)
    {
        byte[] plaintext = ArrayPool<byte>.Shared.Rent(packet.Length);
        int beginnings = _initials.Beginnings;
        int length = _initials.Open(header, packet, direction, plaintext, out bool isClient);
        if (_initials.Beginnings != beginnings && !HasOpened) Begin();
        bool isNew = length >= 0 && _hellos.OnFrames(plaintext.AsSpan(0, length), isClient);
        ArrayPool<byte>.Shared.Return(plaintext);
        if (length < 0) return false;
        if (!isClient || Version.Number == 0) Version = header.Version;
        if (isNew && !_secrets.HasRandom) _secrets.SetRandom(_hellos.Random);
        return isNew;
    }

    // After a Retry the same hello is sent again; after version negotiation it may be another.
    void Begin()
    {
        _hellos.Reset();
        _secrets.Forget();
        Version = default;
    }

    /// <summary>Whether an Initial can't be opened before one of the client was seen.</summary>
    internal bool LacksInitialKeys => !_initials.HasKeys;

    /// <summary>Whether packets of a level and direction can be tried now.</summary>
    internal bool IsReady(PacketLevel level, FlowDirection direction) =>
        level == PacketLevel.Initial ? !LacksInitialKeys : HasHello && !SecretOf(level, direction).IsEmpty;

    /// <summary>Opens a packet.</summary>
    /// <param name="level">Its level.</param>
    /// <param name="version">Its version; only long headers have one.</param>
    /// <param name="packet">The packet to its end.</param>
    /// <param name="packetNumberOffset">Where its packet number begins; only long headers tell.</param>
    /// <param name="direction">Where it came from.</param>
    /// <param name="plaintext">Takes its frames.</param>
    /// <param name="length">How many bytes of frames there are; −1 when it was not opened.</param>
    /// <returns>False while what is needed is not known.</returns>
    internal bool TryOpen(PacketLevel level, QuicVersion version, ReadOnlySpan<byte> packet, int packetNumberOffset, FlowDirection direction, Span<byte> plaintext, out int length)
    {
        length = -1;
        if (!HasHello) return false;
        ReadOnlyMemory<byte> secret = SecretOf(level, direction);
        if (secret.IsEmpty) return false;
        switch (level)
        {
            case PacketLevel.ZeroRtt:
                length = _early.Open(version, secret.Span, 0, packet, packetNumberOffset, plaintext);
                break;
            case PacketLevel.Handshake:
                length = _handshakeKeys[(int)direction].Open(version, secret.Span, _hellos.Suite, packet, packetNumberOffset, plaintext);
                if (length >= 0) Version = version;
                break;
            default:
                int idLength = _ids[1 - (int)direction].LengthIn(packet);
                if (idLength < 0) return false;
                length = _applicationKeys[(int)direction].Open(Version, secret.Span, _hellos.Suite, packet, idLength, plaintext);
                if (length >= 0 && _applicationKeys[(int)direction].Latest is var number) _seen[(int)direction].Add(number, number);
                break;
        }

        if (length >= 0)
        {
            HasOpened = true;
            HasOpenedData |= level != PacketLevel.Handshake;
        }
        else
        {
            HasFailed = true;
        }

        return true;
    }

    ReadOnlyMemory<byte> SecretOf(PacketLevel level, FlowDirection direction) => level switch
    {
        PacketLevel.ZeroRtt => _secrets.Early(),
        PacketLevel.Handshake => _secrets.Handshake(direction == _initials.Client),
        _ => _secrets.Application(direction == _initials.Client),
    };

    /// <summary>Length of the first of several datagrams with short headers that were captured as one: the next begins with the same id.</summary>
    internal int LengthOfFirst(ReadOnlySpan<byte> bytes, FlowDirection direction)
    {
        int idLength = _ids[1 - (int)direction].LengthIn(bytes);
        // A shorter id is met by chance.
        if (idLength < MinIdToFind || bytes.Length <= idLength + MinPacket) return bytes.Length;
        int next = bytes[MinPacket..].IndexOf(bytes.Slice(1, idLength));
        return next < 1 ? bytes.Length : MinPacket + next - 1;
    }

    /// <summary>Hands on what a packet holds.</summary>
    internal void OnFrames(PacketLevel level, ReadOnlySpan<byte> plaintext, FlowDirection direction, Timestamp time, IPlaintextSink sink)
    {
        _time = time;
        if (sink.WantsMessages) sink.OnMessage(KindOf(level), NumberOf(level, direction), new StreamChunk { Direction = direction, Bytes = plaintext, Time = time });
        var frames = new QuicFrameReader(plaintext);
        while (frames.TryRead(out QuicFrame frame))
        {
            switch (frame.Type)
            {
                case QuicFrameType.Crypto when level == PacketLevel.Handshake:
                    _hasAlpn |= (direction == _initials.Client ? _clientHandshake : _serverHandshake).OnCrypto(frame, _hasAlpn, sink);
                    break;
                case QuicFrameType.Ack when level == PacketLevel.OneRtt:
                    ref long acknowledged = ref _acknowledged[1 - (int)direction];
                    acknowledged = Math.Max(acknowledged, (long)frame.Value);
                    NoteReceived(frame, 1 - (int)direction);
                    break;
                case QuicFrameType.Stream:
                    TellAlpn(sink);
                    Streams.OnStream(frame, direction, time, sink);
                    break;
                case QuicFrameType.ResetStream:
                    Streams.OnReset(frame, direction, time, sink);
                    break;
                case QuicFrameType.NewConnectionId:
                    _ids[(int)direction].Add(frame.Data);
                    sink.ExpectMove(QuicMarks.Of(frame.Data, direction));
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Whether the other side has acknowledged a packet behind the last one that was opened (RFC 9000 §13.1): the end is missing.</summary>
    internal bool LacksEnd(FlowDirection direction) =>
        _applicationKeys[(int)direction].Largest is >= 0 and var largest && _acknowledged[(int)direction] > largest;

    // Words between this and the dissector of QUIC.
    static string KindOf(PacketLevel level) => level switch { PacketLevel.ZeroRtt => "0-RTT", PacketLevel.Handshake => "Handshake", _ => "1-RTT" };

    long NumberOf(PacketLevel level, FlowDirection direction) => level switch
    {
        PacketLevel.ZeroRtt => _early.Latest,
        PacketLevel.Handshake => _handshakeKeys[(int)direction].Latest,
        _ => _applicationKeys[(int)direction].Latest,
    };

    void NoteReceived(in QuicFrame frame, int sender)
    {
        var ranges = new QuicAckRanges(frame);
        while (ranges.TryRead(out long low, out long high)) _received[sender].Add(low, high);
    }

    /// <summary>
    /// Whether packets were not opened, as acknowledgments tell, or behind the last one the numbers of others, and a stream has no end: something of it may
    /// be missing. A number that the receiver has passed over was left out by the sender (RFC 9000 §21.4), or lost before it came.
    /// </summary>
    internal bool LacksPackets(FlowDirection direction) =>
        (_seen[(int)direction].HasHoleBehind(_acknowledged[(int)direction]) || !_seen[(int)direction].Covers(_received[(int)direction])) && Streams.HasOpenEnd(direction);

    /// <summary>The connection is over.</summary>
    internal void Flush(IPlaintextSink sink) => Streams.Flush(_time, sink);

    // Early data comes before the server has chosen, and its answer may not have been captured.
    void TellAlpn(IPlaintextSink sink)
    {
        if (_hasAlpn) return;
        _hasAlpn = true;
        if (_hellos.TryGetFirstAlpn(out ReadOnlySpan<byte> first)) sink.OnAlpn(first);
    }
}
