using System.Buffers;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Plugins.QuicDecryption;

/// <summary>
/// Decrypts one connection: finds its ClientHello in the Initial packets, its secrets by the random in it, and hands on the bytes of its
/// streams (RFC 9000, RFC 9001). Packets that come before their keys wait, within bounds.
/// </summary>
sealed class QuicDecryptor : IDecryptor
{
    const int MaxCoalesced = 64;

    // What is longer may be several datagrams in a row.
    const int LargestDatagram = 1500;

    // So many datagrams without a ClientHello: it was not captured.
    const int DatagramsToFindHello = 256;

    readonly ConnectionState _connection = new();
    readonly CiphertextBudget _budget;
    readonly PendingPackets _pending;
    readonly List<PendingPackets.Entry> _replayed = [];
    readonly DecryptionReport _report = new();
    readonly Func<PacketLevel, FlowDirection, bool> _isReady;
    int _datagrams;

    bool _hasLongHeader, _hasAnswer, _isHopeful;
    int _generation;

    internal QuicDecryptor(CiphertextBudget budget)
    {
        _budget = budget;
        _pending = new PendingPackets(budget);
        _isReady = _connection.IsReady;
    }

    /// <inheritdoc/>
    public void Start(in FlowStart start, IKeyRing keys)
    {
        _budget.Keys = keys;
        Release();
        _connection.Start(keys);
        _report.Start();
        _datagrams = 0;
        _hasLongHeader = _hasAnswer = _isHopeful = false;
    }

    /// <inheritdoc/>
    public DecryptionVerdict OnData(in StreamChunk chunk, IPlaintextSink sink)
    {
        if (_datagrams < DatagramsToFindHello) _datagrams++;
        // A key log grows line by line: the secrets of the handshake may be there before those of the data.
        if (_pending.Count > 0 && _connection.KeyGeneration != _generation) Replay(sink);
        ReadOnlySpan<byte> bytes = chunk.Bytes;
        for (int i = 0; i < MaxCoalesced && !bytes.IsEmpty; i++)
        {
            if (!QuicLongHeader.IsLong(bytes[0]))
            {
                if (_hasLongHeader && !chunk.IsTruncated) OnShort(bytes, chunk.Direction, chunk.Time, canWait: true, sink);
                break;
            }

            if (!QuicLongHeader.TryParse(bytes, out QuicLongHeader header) || !header.IsWhole || header.Version.HasGoogleHandshake) break;
            OnLong(header, bytes[..header.PacketLength], chunk, sink);
            bytes = bytes[header.PacketLength..];
        }

        return Verdict(sink);
    }

    /// <inheritdoc/>
    public DecryptionVerdict OnGap(FlowDirection direction, long missingBytes, IPlaintextSink sink) => DecryptionVerdict.Continue;

    /// <inheritdoc/>
    public DecryptionVerdict OnKeysChanged(IPlaintextSink sink)
    {
        Replay(sink);
        return Verdict(sink);
    }

    /// <inheritdoc/>
    public void OnEnd(IPlaintextSink sink)
    {
        Replay(sink);
        _connection.Flush(sink);
        Report(sink);
        if (_connection.LacksEnd(FlowDirection.FromResponder)) _report.LoseEnd(FlowDirection.FromResponder, sink);
        if (_connection.LacksEnd(FlowDirection.FromInitiator)) _report.LoseEnd(FlowDirection.FromInitiator, sink);
        if (_connection.LacksPackets(FlowDirection.FromResponder)) _report.LosePackets(FlowDirection.FromResponder, sink);
        if (_connection.LacksPackets(FlowDirection.FromInitiator)) _report.LosePackets(FlowDirection.FromInitiator, sink);
        if (!_report.HasPlaintext && _report.State is DecryptionState.Pending && _connection.HasFailed)
            _report.GiveUp("The keys do not open the packets.", sink);
        Release();
    }

    void OnLong(in QuicLongHeader header, ReadOnlySpan<byte> packet, in StreamChunk chunk, IPlaintextSink sink)
    {
        _hasLongHeader = true;
        _connection.SeeIds(header, chunk.Direction);
        _hasAnswer |= chunk.Direction == FlowDirection.FromResponder && header.Type is (QuicPacketType.Initial or QuicPacketType.Handshake);
        switch (header.Type)
        {
            case QuicPacketType.Initial when header.Version.HasStandardHeader:
                bool isNew = _connection.OnInitial(header, packet, chunk.Direction);
                if (_connection.LacksInitialKeys) _pending.Add(PacketLevel.Initial, chunk.Direction, chunk.Time, header.PacketNumberOffset, packet);
                else if (isNew) Replay(sink);
                break;
            case QuicPacketType.ZeroRtt:
                OnPacket(PacketLevel.ZeroRtt, header, packet, chunk, sink);
                break;
            case QuicPacketType.Handshake:
                OnPacket(PacketLevel.Handshake, header, packet, chunk, sink);
                break;
            default:
                break;
        }
    }

    // Where the capturing machine sends or receives several datagrams at once, they are captured as one.
    void OnShort(ReadOnlySpan<byte> bytes, FlowDirection direction, Timestamp time, bool canWait, IPlaintextSink sink)
    {
        while (!bytes.IsEmpty)
        {
            int length = bytes.Length > LargestDatagram ? _connection.LengthOfFirst(bytes, direction) : bytes.Length;
            bool isReady = TryOpen(PacketLevel.OneRtt, default, bytes[..length], 0, direction, time, sink);
            if (!isReady)
            {
                if (canWait) _pending.Add(PacketLevel.OneRtt, direction, time, 0, bytes);
                return;
            }

            bytes = bytes[length..];
        }
    }

    void OnPacket(PacketLevel level, in QuicLongHeader header, ReadOnlySpan<byte> packet, in StreamChunk chunk, IPlaintextSink sink)
    {
        if (!TryOpen(level, header.Version, packet, header.PacketNumberOffset, chunk.Direction, chunk.Time, sink))
            _pending.Add(level, chunk.Direction, chunk.Time, header.PacketNumberOffset, packet);
    }

    // False while a secret, or whatever else is needed, is not known.
    bool TryOpen(PacketLevel level, QuicVersion version, ReadOnlySpan<byte> packet, int packetNumberOffset, FlowDirection direction, Timestamp time, IPlaintextSink sink)
    {
        byte[] plaintext = ArrayPool<byte>.Shared.Rent(packet.Length);
        bool isReady = _connection.TryOpen(level, version, packet, packetNumberOffset, direction, plaintext, out int length);
        if (length >= 0) _connection.OnFrames(level, plaintext.AsSpan(0, length), direction, time, sink);
        ArrayPool<byte>.Shared.Return(plaintext);
        return isReady;
    }

    // What still has no keys goes back, in its order.
    void Replay(IPlaintextSink sink)
    {
        _generation = _connection.KeyGeneration;
        if (_pending.Count == 0) return;
        _pending.TakeTo(_replayed, _isReady);
        foreach (PendingPackets.Entry entry in _replayed)
        {
            QuicLongHeader header = default;
            if (entry.Level != PacketLevel.OneRtt && !QuicLongHeader.TryParse(entry.Packet, out header)) continue;
            if (entry.Level == PacketLevel.Initial) _connection.OnInitial(header, entry.Packet, entry.Direction);
            else if (entry.Level == PacketLevel.OneRtt) OnShort(entry.Packet, entry.Direction, entry.Time, canWait: false, sink);
            else TryOpen(entry.Level, header.Version, entry.Packet, entry.PacketNumberOffset, entry.Direction, entry.Time, sink);
        }

        PendingPackets.Return(_replayed);
    }

    DecryptionVerdict Verdict(IPlaintextSink sink)
    {
        if (_hasAnswer && !_isHopeful && _connection.HasHello)
        {
            // Not before the answer: one that turns the version down is followed by another hello.
            _isHopeful = !_connection.IsHopeless;
            if (!_isHopeful)
            {
                _report.GiveUp("No key for this ClientHello.", sink);
                return DecryptionVerdict.Done;
            }
        }

        Report(sink);
        if (_connection.HasHello || _datagrams < DatagramsToFindHello) return DecryptionVerdict.Continue;
        _report.GiveUp("Joined in the middle: the ClientHello was not captured.", sink);
        return DecryptionVerdict.Done;
    }

    void Report(IPlaintextSink sink)
    {
        if (!_connection.HasHello) return;
        if (_connection.HasOpenedData || (_connection.HasOpened && _pending.Count == 0))
        {
            _report.Decrypt(_connection.Version.Number, _connection.Suite, sink);
            if (_connection.Streams.Missing > 0 && _report.State != DecryptionState.Partial)
                _report.LoseBytes(_connection.Streams.FirstGap, _connection.Streams.FirstGapFrom, _connection.Streams.Missing, sink);
            else if (_connection.Streams.HasRefused) _report.Lose("Decrypted, but there were more streams at once than are followed.", sink);
            else if (_pending.HasDropped) _report.Lose("Decrypted, but packets were given up while their keys were not known.", sink);
        }
        else if (_pending.Count > 0 || !_connection.HasKeys)
        {
            _report.Await(_connection.Version.Number, _connection.Suite, sink);
        }
    }

    void Release()
    {
        _connection.Reset();
        _pending.Clear();
    }
}
