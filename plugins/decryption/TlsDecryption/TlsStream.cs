using NetWatch.Plugins.TlsDecryption.Keys;
using NetWatch.Plugins.TlsDecryption.Records;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.TlsDecryption;

/// <summary>One direction of a connection: what waits to be read, where the reading stands, and its keys.</summary>
sealed class TlsStream(FlowDirection direction, TlsSession session, CiphertextBudget budget)
{
    // What a record is likely to be long before one was seen.
    const int TypicalAtFirst = 8 << 10;

    internal FlowDirection Direction { get; } = direction;

    internal RecordQueue Queue { get; } = new(budget);

    internal HandshakeReader Handshake { get; } = new();

    internal TrafficKeys13 Keys13 { get; } = new(session);

    internal ConnectionKeys12 Keys12 { get; } = new(session);

    long _lostRecords, _unknownBytes;

    /// <summary>Whether the first record was found.</summary>
    internal bool HasBegun { get; set; }

    /// <summary>Whether the place where the next record begins is not known.</summary>
    internal bool IsSearching { get; set; }

    /// <summary>Rest of a record of which a part is missing.</summary>
    internal long Skip { get; set; }

    /// <summary>Whether a ChangeCipherSpec was seen.</summary>
    internal bool HasChanged { get; set; }

    /// <summary>Whether reading waits for a secret or for what the other side says.</summary>
    internal bool IsBlocked { get; set; }

    /// <summary>What was known when it was blocked.</summary>
    internal (int Generation, int Changes) BlockedAt { get; set; }

    /// <summary>When what waits for longest came; 0 while nothing does.</summary>
    internal long BlockedSince { get; set; }

    internal bool IsEnded { get; set; }

    internal int Failures { get; set; }

    /// <summary>Bytes of plaintext handed on or known to be missing.</summary>
    internal long PlainOffset { get; set; }

    /// <summary>Bytes of records that were lost since the last record that was opened.</summary>
    internal long LostBytes { get; set; }

    /// <summary>Bytes of plaintext that are missing and were not told of yet.</summary>
    internal long MissingPlaintext { get; set; }

    /// <summary>Unpacks compressed records; made when the first one comes.</summary>
    internal RecordInflater? Inflater { get; set; }

    internal void StopInflating()
    {
        Inflater?.Dispose();
        Inflater = null;
    }

    /// <summary>Bytes of records before the handshake keys that nobody could read: early data whose secret was not logged.</summary>
    internal long UnreadEarlyData { get; set; }

    internal int TypicalLength { get; private set; }

    /// <summary>How many records may have been lost since the last that was read.</summary>
    internal SequenceWindow Window => SequenceWindow.Of(_lostRecords, _unknownBytes, Overhead, TypicalLength);

    internal int Overhead => RecordHeader.Length + (session.Is13 ? Keys13.Overhead : Keys12.Overhead);

    /// <summary>A record of which the length is known is lost.</summary>
    internal void LoseRecord(int body)
    {
        _lostRecords++;
        LostBytes += RecordHeader.Length + body;
        Handshake.Lose();
    }

    /// <summary>Bytes are lost, and with them the place where records begin.</summary>
    internal void LoseBytes(long bytes)
    {
        IsSearching = true;
        Skip = 0;
        Handshake.Lose();
        PassOver(bytes);
    }

    /// <summary>Bytes between a loss and the next record belong to records that were lost.</summary>
    internal void PassOver(long bytes)
    {
        LostBytes += bytes;
        _unknownBytes += bytes;
    }

    /// <summary>A record was opened or read: from here on nothing is lost.</summary>
    internal void Settle(int recordLength)
    {
        TypicalLength = (3 * TypicalLength + recordLength) / 4;
        LostBytes = _unknownBytes = _lostRecords = 0;
        Failures = 0;
        BlockedSince = 0;
        IsSearching = false;
    }

    internal void Start()
    {
        Queue.Reset();
        Handshake.Reset();
        Keys13.Reset();
        Keys12.Reset();
        StopInflating();
        HasBegun = IsSearching = HasChanged = IsBlocked = IsEnded = false;
        Skip = PlainOffset = BlockedSince = LostBytes = MissingPlaintext = UnreadEarlyData = _lostRecords = _unknownBytes = 0;
        Failures = 0;
        TypicalLength = TypicalAtFirst;
    }
}
