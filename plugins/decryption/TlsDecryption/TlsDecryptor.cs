using NetWatch.Plugins.TlsDecryption.Ciphers;
using NetWatch.Plugins.TlsDecryption.Keys;
using NetWatch.Plugins.TlsDecryption.Records;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.TlsDecryption;

/// <summary>Decrypts one TLS connection: finds its records, also behind losses, and keeps what waits for a key.</summary>
sealed class TlsDecryptor : IDecryptor
{
    const int LongestFinished = RecordHeader.Length + 4 + 48 + 1 + 16;
    const long PatienceNanoseconds = 10_000_000_000;

    readonly CiphertextBudget _budget;
    readonly TlsSession _session;
    readonly StatusReport _status;
    readonly RecordProcessor _processor;
    readonly RecordSearch _search;
    readonly TlsStream _initiator, _responder;
    IKeyRing _keys = null!;
    bool _isOver;

    internal TlsDecryptor(SessionCache sessions, SuiteTable suites, CiphertextBudget budget)
    {
        _budget = budget;
        _session = new TlsSession(sessions, suites);
        _status = new StatusReport(_session);
        _processor = new RecordProcessor(_session, _status);
        _search = new RecordSearch(_session, _processor);
        _initiator = new TlsStream(FlowDirection.FromInitiator, _session, budget);
        _responder = new TlsStream(FlowDirection.FromResponder, _session, budget);
        (_initiator.Keys12.Other, _responder.Keys12.Other) = (_responder.Keys12, _initiator.Keys12);
    }

    /// <inheritdoc/>
    public void Start(in FlowStart start, IKeyRing keys)
    {
        (_keys, _budget.Keys) = (keys, keys);
        _isOver = false;
        _session.Start();
        _status.Start();
        _processor.Start(keys);
        _initiator.Start();
        _responder.Start();
    }

    /// <inheritdoc/>
    public DecryptionVerdict OnData(in StreamChunk chunk, IPlaintextSink sink)
    {
        TlsStream stream = Of(chunk.Direction);
        if (!stream.IsEnded) Append(stream, chunk.Bytes, chunk.Time.Nanoseconds, sink);
        return RunBoth(stream, sink);
    }

    /// <inheritdoc/>
    public DecryptionVerdict OnGap(FlowDirection direction, long missingBytes, IPlaintextSink sink)
    {
        TlsStream stream = Of(direction);
        _session.LoseMessage();
        if (stream.Queue.IsFullOfGaps) LoseAll(stream);
        stream.Queue.AppendGap(missingBytes);
        return RunBoth(stream, sink);
    }

    /// <inheritdoc/>
    public DecryptionVerdict OnKeysChanged(IPlaintextSink sink) => RunBoth(_initiator, sink);

    /// <inheritdoc/>
    public void OnEnd(IPlaintextSink sink)
    {
        if (!_isOver) RunBoth(_initiator, sink);
        End(_initiator, sink);
        End(_responder, sink);
        if (_status.State == DecryptionState.Pending && _session.HasClientHello && !_session.HasServerHello && (_initiator.IsBlocked || _responder.IsBlocked))
            _status.Set(sink, DecryptionState.NotDecrypted, Sentences.NoServerHello);
        _session.End();
        _initiator.Start();
        _responder.Start();
    }

    void End(TlsStream stream, IPlaintextSink sink)
    {
        long open = stream.LostBytes + LengthOfRest(stream);
        // What is longer than a Finished message alone, of the longest hash, carried something behind it.
        bool hadData = stream.Keys12.HasKey || stream.Keys13.HasOpened || (_session.Is13 && _status.HasPlaintext && open > LongestFinished);
        if (hadData && open > 0 && !stream.IsEnded) stream.MissingPlaintext += Math.Max(1, open - stream.Overhead);
        _processor.TellGap(stream, sink, isAtEnd: true);
    }

    // Of a record that was begun the header tells how long it was to be.
    static long LengthOfRest(TlsStream stream)
    {
        ReadOnlySpan<byte> rest = stream.Queue.Bytes;
        bool isRecord = !stream.IsSearching && stream.Skip == 0 && rest.Length >= RecordHeader.Length;
        return isRecord ? Math.Max(stream.Queue.Length, RecordHeader.Length + RecordHeader.BodyLength(rest)) : stream.Queue.Length;
    }

    TlsStream Of(FlowDirection direction) => direction == FlowDirection.FromInitiator ? _initiator : _responder;

    void Append(TlsStream stream, ReadOnlySpan<byte> bytes, long time, IPlaintextSink sink)
    {
        if (stream.IsBlocked && stream.Queue.Length + bytes.Length > _keys.MaxWaitingBytesPerDirection)
        {
            // Clients log their secrets during the handshake. What has none after so long and so much will hardly get one.
            if (time - stream.BlockedSince > PatienceNanoseconds)
            {
                _isOver = true;
                _status.Set(sink, DecryptionState.NotDecrypted, Sentences.NoKey);
                return;
            }

            DropFront(stream, _keys.MaxWaitingBytesPerDirection / 2);
        }

        stream.Queue.IsWaiting = stream.IsBlocked;
        if (stream.Queue.TryAppend(bytes, time)) return;
        DropFront(stream, 0);
        if (stream.Queue.TryAppend(bytes, time)) return;
        stream.Queue.AppendGap(bytes.Length);
        _keys.CountGivenUp(bytes.Length);
    }

    // What one side says may be what the other waits for.
    DecryptionVerdict RunBoth(TlsStream first, IPlaintextSink sink)
    {
        TlsStream second = first == _initiator ? _responder : _initiator;
        // Keys may have come just before an answer: the question that waited for them is told first.
        if (!_isOver && first == _responder && second.IsBlocked) Run(second, sink);
        if (!_isOver) Run(first, sink);
        if (!_isOver && second.IsBlocked) Run(second, sink);
        if (!_isOver && first.IsBlocked) Run(first, sink);
        return _isOver ? DecryptionVerdict.Done : DecryptionVerdict.Continue;
    }

    void Run(TlsStream stream, IPlaintextSink sink)
    {
        if (stream.IsBlocked && stream.BlockedAt == (_keys.Generation, _session.Changes)) return;
        stream.IsBlocked = false;
        while (true)
        {
            var now = (_keys.Generation, _session.Changes);
            switch (Advance(stream, sink))
            {
                case Step.Progress:
                    break;
                case Step.Blocked:
                    if (stream.BlockedSince == 0) stream.BlockedSince = stream.Queue.TimeOf(0);
                    (stream.IsBlocked, stream.BlockedAt) = (true, now);
                    return;
                case Step.Over:
                    _isOver = true;
                    return;
                default:
                    if (!stream.Queue.HasGap) return;
                    PassGap(stream);
                    break;
            }
        }
    }

    Step Advance(TlsStream stream, IPlaintextSink sink)
    {
        ReadOnlySpan<byte> bytes = stream.Queue.Bytes;
        if (bytes.IsEmpty) return Step.NeedMore;
        if (stream.Skip > 0)
        {
            int passed = (int)Math.Min(stream.Skip, bytes.Length);
            stream.Skip -= passed;
            stream.Queue.Consume(passed);
            return Step.Progress;
        }

        if (!stream.HasBegun) return _search.Begin(stream, bytes);
        if (stream.IsSearching) return _search.Next(stream, bytes, sink);
        if (!RecordHeader.IsPlausible(bytes))
        {
            stream.LoseBytes(0);
            return Step.Progress;
        }

        if (bytes.Length < RecordHeader.Length) return Step.NeedMore;
        int length = RecordHeader.Length + RecordHeader.BodyLength(bytes);
        if (bytes.Length < length) return Step.NeedMore;
        Step step = _processor.Process(stream, bytes[..length], Of(_session.Client).HasBegun, stream.Queue.TimeOf(length - 1), sink);
        if (step == Step.Progress) stream.Queue.Consume(length);
        return step;
    }

    // Within one record the next still stands where its header said; beyond it the next has to be found.
    static void PassGap(TlsStream stream)
    {
        ReadOnlySpan<byte> rest = stream.Queue.Bytes;
        int length = rest.Length;
        long record = !stream.HasBegun || stream.IsSearching || length < RecordHeader.Length ? 0 : RecordHeader.Length + RecordHeader.BodyLength(rest);
        stream.Queue.Consume(length);
        long missing = stream.Queue.TakeGap();
        if (stream.Skip >= missing)
        {
            stream.Skip -= missing;
        }
        else if (stream.Skip > 0)
        {
            stream.LoseBytes(missing - stream.Skip);
        }
        else if (record > 0)
        {
            stream.LoseRecord((int)record - RecordHeader.Length);
            if (missing <= record - length) stream.Skip = record - length - missing;
            else stream.LoseBytes(missing - (record - length));
        }
        else
        {
            stream.HasBegun = true;
            stream.LoseBytes(missing + length);
        }
    }

    // No more can wait: the oldest records are given up, and counted, so that the others can still be opened.
    void DropFront(TlsStream stream, int keep)
    {
        _keys.CountGivenUp(stream.Queue.Length - keep);
        while (stream.Queue.Length > keep)
        {
            ReadOnlySpan<byte> bytes = stream.Queue.Bytes;
            if (stream.IsSearching || !stream.HasBegun || !RecordHeader.IsPlausible(bytes))
            {
                stream.LoseBytes(bytes.Length);
                stream.Queue.Consume(bytes.Length);
                if (stream.Queue.HasGap) PassGap(stream);
                continue;
            }

            int length = bytes.Length < RecordHeader.Length ? int.MaxValue : RecordHeader.Length + RecordHeader.BodyLength(bytes);
            if (length <= bytes.Length)
            {
                stream.LoseRecord(length - RecordHeader.Length);
                stream.Queue.Consume(length);
            }
            else if (stream.Queue.HasGap)
            {
                PassGap(stream);
            }
            else
            {
                return;
            }
        }
    }

    static void LoseAll(TlsStream stream)
    {
        while (stream.Queue.HasGap) PassGap(stream);
    }
}
