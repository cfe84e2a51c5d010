using System.Buffers;
using NetWatch.Plugins.TlsDecryption.Ciphers;
using NetWatch.Plugins.TlsDecryption.Keys;
using NetWatch.Plugins.TlsDecryption.Records;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.TlsDecryption;

/// <summary>Reads one record after the other: what is in the clear teaches the session, what is protected is opened.</summary>
sealed class RecordProcessor(TlsSession session, StatusReport status)
{
    // So many records in a row that do not open are no accident.
    const int MaxFailures = 64;

    // Words between this and the dissector of TLS.
    const string Handshake = "handshake", HandshakeOf13 = "handshake 1.3";

    IKeyRing _keys = null!;

    internal void Start(IKeyRing keys) => _keys = keys;

    /// <summary>Reads a record whose place is certain.</summary>
    /// <param name="stream">Its direction.</param>
    /// <param name="record">The record with its header.</param>
    /// <param name="hasClientBegun">Whether anything of the client was seen or lost.</param>
    /// <param name="time">When its last byte came.</param>
    /// <param name="sink">Takes the plaintext.</param>
    internal Step Process(TlsStream stream, ReadOnlySpan<byte> record, bool hasClientBegun, long time, IPlaintextSink sink)
    {
        if (IsInTheClear(stream, record)) return ProcessClear(stream, record, sink);
        // Where the capture mixed up the directions, the hello still comes.
        if (session is { HasClientHello: false, HasServerHello: true } && !hasClientBegun) return Step.Blocked;
        if (WhyNever() is { } reason)
        {
            status.Set(sink, DecryptionState.NotDecrypted, reason);
            return Step.Over;
        }

        switch (Open(stream, record, time, sink))
        {
            case OpenResult.MissingKey:
                bool waitsForServer = !session.HasServerHello && !HasSecrets13();
                if (!waitsForServer && !_keys.MayGrow)
                {
                    status.Set(sink, DecryptionState.NotDecrypted, Sentences.NoKey);
                    return Step.Over;
                }

                status.Set(sink, waitsForServer ? DecryptionState.Pending : DecryptionState.AwaitingKey, waitsForServer ? Sentences.Waiting : Sentences.NoKey);
                return Step.Blocked;
            case OpenResult.Failed:
                stream.LoseRecord(record.Length - RecordHeader.Length);
                return ++stream.Failures > MaxFailures ? GiveUp(sink) : Step.Progress;
            case OpenResult.Unreadable when ++stream.Failures > MaxFailures:
                return GiveUp(sink);
            default:
                return Step.Progress;
        }
    }

    /// <summary>Whether the record is one: protected and authentic, or in the clear and in shape. It is read when it is.</summary>
    internal bool TryProcess(TlsStream stream, ReadOnlySpan<byte> record, bool isConfirmed, long time, IPlaintextSink sink)
    {
        bool mayBeClear = record[0] != ContentType.ApplicationData && !stream.Keys12.HasKey && !stream.Keys13.HasOpened;
        if ((session.HasServerHello || HasSecrets13()) && WhyNever() is null && Open(stream, record, time, sink) == OpenResult.Opened) return true;
        if (!mayBeClear || !isConfirmed || (record[0] == ContentType.Handshake && !HandshakeType.IsKnown(record[RecordHeader.Length]))) return false;
        ProcessClear(stream, record, sink);
        return true;
    }

    Step GiveUp(IPlaintextSink sink)
    {
        status.Set(sink, DecryptionState.NotDecrypted, Sentences.WrongKey);
        return Step.Over;
    }

    bool IsInTheClear(TlsStream stream, ReadOnlySpan<byte> record)
    {
        byte type = record[0];
        if (type == ContentType.ApplicationData) return false;
        // TLS 1.3 sends a ChangeCipherSpec that means nothing (RFC 8446 appendix D.4), and alerts in the clear until there are keys.
        if (session.HasServerHello && session.Is13) return true;
        if (stream.Keys12.HasKey) return false;
        if (!stream.HasChanged) return true;
        // After a retry hellos follow the ChangeCipherSpec.
        return !session.HasServerHello && type == ContentType.Handshake && record.Length > RecordHeader.Length + HandshakeReader.HeaderLength
            && record[RecordHeader.Length] is HandshakeType.ClientHello or HandshakeType.ServerHello && record[RecordHeader.Length + 1] == 0;
    }

    Step ProcessClear(TlsStream stream, ReadOnlySpan<byte> record, IPlaintextSink sink)
    {
        if (!stream.Keys13.HasOpened) stream.Settle(record.Length);
        ReadOnlySpan<byte> body = record[RecordHeader.Length..];
        switch (record[0])
        {
            case ContentType.Handshake:
                ReadMessages(stream, body, 0, sink);
                if (!IsHopeless(stream)) break;
                status.Set(sink, DecryptionState.NotDecrypted, Sentences.NoKey);
                return Step.Over;
            case ContentType.ChangeCipherSpec when !session.Is13 || !session.HasServerHello:
                stream.HasChanged = true;
                break;
            case ContentType.Alert:
                ReadAlert(stream, body, sink);
                break;
        }

        return Step.Progress;
    }

    // Known with the hello: the flow need not cost what its handshake would.
    bool IsHopeless(TlsStream stream) => session is { HasClientHello: true, HasServerHello: false } && stream.Direction == session.Client && !status.HasPlaintext
        && _keys.IsHopeless(session.ClientRandom) && !session.OffersKnownSession;

    // Why records of this connection can't be opened, whatever keys come; null when they can.
    string? WhyNever()
    {
        if (!session.HasClientHello) return session.HasServerHello ? Sentences.NoClientHello : Sentences.JoinedInTheMiddle;
        if (!session.HasServerHello) return null;
        if (session.Version <= TlsVersions.Ssl30) return Sentences.Ssl3;
        if (session.Compression > 1) return Sentences.Compressed;
        SuiteInfo suite = session.Suite!;
        if (suite.Cipher == BulkCipher.None) return Sentences.Unsupported(suite);
        return session.Is13 && !suite.IsAead ? Sentences.NoSuiteOf13(suite) : null;
    }

    bool HasSecrets13() => _keys.TryFind(KeyLogLabels.ClientTraffic, session.ClientRandom, out _)
        || _keys.TryFind(KeyLogLabels.ClientHandshakeTraffic, session.ClientRandom, out _)
        || _keys.TryFind(KeyLogLabels.ClientEarlyTraffic, session.ClientRandom, out _);

    OpenResult Open(TlsStream stream, ReadOnlySpan<byte> record, long time, IPlaintextSink sink)
    {
        // In a renegotiation the old keys go on until the change.
        bool has12 = stream.Keys12.HasKey, isClient = stream.Direction == session.Client;
        bool is13 = !has12 && (session.HasServerHello ? session.Is13 : HasSecrets13());
        if (!session.HasServerHello && !is13 && !stream.Keys12.CanGoOn) return OpenResult.MissingKey;
        if (is13 && record[0] != ContentType.ApplicationData) return OpenResult.Failed;
        bool wasEarly = is13 && !stream.Keys13.IsPastEarlyData;
        byte[] output = ArrayPool<byte>.Shared.Rent(record.Length + 256);
        OpenResult result = is13
            ? stream.Keys13.Open(_keys, isClient, stream.Window, record, output, out OpenedRecord opened)
            : stream.Keys12.Open(_keys, isClient, stream.Window, record, output, out opened);
        if (result == OpenResult.Opened) OnOpened(stream, wasEarly, record.Length, output, opened, time, sink);
        ArrayPool<byte>.Shared.Return(output);
        return result;
    }

    void OnOpened(TlsStream stream, bool wasEarly, int recordLength, byte[] output, in OpenedRecord opened, long time, IPlaintextSink sink)
    {
        long missing = stream.LostBytes - opened.LostRecords * stream.Overhead;
        bool isBehindLoss = stream.LostBytes > 0 && opened.MayFollowLostData;
        if (wasEarly && stream.Keys13.IsPastEarlyData && session.OffersEarlyData && stream.Direction == session.Client) stream.UnreadEarlyData += stream.LostBytes;
        if (isBehindLoss) stream.MissingPlaintext += Math.Max(1, missing);
        stream.Settle(recordLength);
        status.Set(sink, DecryptionState.Decrypted, Sentences.Decrypted);
        if (session.Compression == 0 || session.Is13) OnContent(stream, opened.Type, output.AsSpan(0, opened.Length), time, sink);
        else Unpack(stream, opened, output, isBehindLoss, time, sink);
    }

    void Unpack(TlsStream stream, in OpenedRecord opened, byte[] output, bool isBehindLoss, long time, IPlaintextSink sink)
    {
        byte[] unpacked = ArrayPool<byte>.Shared.Rent(RecordInflater.MaxContent + 1);
        stream.Inflater ??= new RecordInflater();
        if (stream.Inflater.TryInflate(output.AsSpan(0, opened.Length), isBehindLoss, unpacked, out int length))
            OnContent(stream, opened.Type, unpacked.AsSpan(0, length), time, sink);
        else if (opened.Type == ContentType.ApplicationData) stream.MissingPlaintext += Math.Max(1, opened.Length);
        ArrayPool<byte>.Shared.Return(unpacked);
    }

    void OnContent(TlsStream stream, byte type, ReadOnlySpan<byte> content, long time, IPlaintextSink sink)
    {
        switch (type)
        {
            case ContentType.ApplicationData:
                HandOn(stream, content, time, sink);
                break;
            case ContentType.Handshake:
                ReadMessages(stream, content, time, sink);
                break;
            case ContentType.Alert:
                ReadAlert(stream, content, sink);
                break;
            case ContentType.ChangeCipherSpec when !session.Is13:
                // A renegotiation.
                stream.Keys12.Change();
                stream.StopInflating();
                stream.HasChanged = true;
                break;
        }
    }

    void HandOn(TlsStream stream, ReadOnlySpan<byte> content, long time, IPlaintextSink sink)
    {
        if (stream.UnreadEarlyData > 0)
        {
            // What the server did not accept is sent again.
            if (!session.RefusesEarlyData) stream.MissingPlaintext += stream.UnreadEarlyData;
            stream.UnreadEarlyData = 0;
        }

        TellGap(stream, sink);
        if (content.IsEmpty) return;
        sink.OnData(new StreamChunk { Direction = stream.Direction, Bytes = content, Time = new Timestamp(time), Offset = stream.PlainOffset });
        stream.PlainOffset += content.Length;
    }

    /// <summary>Tells of plaintext that is missing before what follows, or before the end.</summary>
    internal void TellGap(TlsStream stream, IPlaintextSink sink, bool isAtEnd = false)
    {
        if (stream.MissingPlaintext == 0) return;
        bool isClient = stream.Direction == session.Client;
        status.Set(sink, DecryptionState.Partial, isAtEnd ? Sentences.LostTail(stream.PlainOffset, isClient) : Sentences.Gap(stream.PlainOffset, isClient));
        sink.OnGap(0, stream.Direction, stream.MissingPlaintext);
        stream.PlainOffset += stream.MissingPlaintext;
        stream.MissingPlaintext = 0;
    }

    // The time tells that they were encrypted; in the clear the dissector of the packet sees them itself.
    void ReadMessages(TlsStream stream, ReadOnlySpan<byte> content, long time, IPlaintextSink sink)
    {
        while (stream.Handshake.TryRead(ref content, out ReadOnlySpan<byte> message))
        {
            session.OnMessage(stream.Direction, message);
            if (time != 0 && sink.WantsMessages)
                sink.OnMessage(session.Is13 ? HandshakeOf13 : Handshake, -1, new StreamChunk { Direction = stream.Direction, Bytes = message, Time = new Timestamp(time) });
            if (message[0] == HandshakeType.ServerHello && ServerHelloView.TryParse(message[HandshakeReader.HeaderLength..], out ServerHelloView hello)
                && hello.TryGetAlpn(out ReadOnlySpan<byte> alpn)) sink.OnAlpn(alpn);
            if (session.HasServerHello && (session.Is13 || stream.Keys12.HasKey)) EncryptedMessages.Read(message, session, stream.Direction != session.Client, sink);
        }
    }

    // Level and description; close_notify is 0 (RFC 8446 §6).
    void ReadAlert(TlsStream stream, ReadOnlySpan<byte> alert, IPlaintextSink sink)
    {
        if (alert is not [_, 0] || stream.IsEnded) return;
        TellGap(stream, sink);
        stream.IsEnded = true;
        sink.OnStreamEnd(0, stream.Direction);
    }
}
