using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Tls;

/// <summary>Cuts the bytes at hand into records and puts handshake messages together, for the detail tree and the Info column.</summary>
static class RecordWalk
{
    // A joined stream is searched for a record this far: further than the longest record reaches.
    const int MaxSearch = RecordHeader.MaxLength + RecordHeader.Size;

    const int MaxRecords = 1024;

    /// <summary>The records that reach into the packet; none when no record can be found.</summary>
    internal static List<DissectedRecord> Read(in DissectionInput input)
    {
        var records = new List<DissectedRecord>();
        int at = FindStart(input);
        if (at < 0) return records;
        var messages = new MessageWalk();
        while (records.Count < MaxRecords && RecordHeader.TryRead(input.Bytes[at..], out RecordHeader header))
        {
            int content = at + RecordHeader.Size;
            int available = Math.Min(header.Length, input.Bytes.Length - content);
            var record = new DissectedRecord(at, header, available) { IsEncrypted = IsEncrypted(header, input.Bytes.Slice(content, available)) };
            if (header.Type == ContentType.Handshake) messages.Add(record, input.Bytes.Slice(content, available));
            if (record.End > input.PacketStart) records.Add(record);
            at = record.End;
        }

        if (records.Count > 0) messages.AddRest(records[^1]);
        return records;
    }

    static bool IsEncrypted(RecordHeader header, ReadOnlySpan<byte> content) => header.Type switch
    {
        ContentType.ApplicationData => true,
        ContentType.Alert => header.Length != 2 || content.Length < 2,
        ContentType.ChangeCipherSpec => header.Length != 1,
        _ => false,
    };

    // A stream that is there from its first byte begins with a record, or with a hello of SSLv2 or a dialog in front of them.
    // Otherwise the first place is taken from which one record leads to the next, or to the end of the bytes.
    static int FindStart(in DissectionInput input)
    {
        ReadOnlySpan<byte> bytes = input.Bytes;
        if (input.StartsAtFirstByte)
        {
            int skipped = SslV2Length(bytes) + DialogLength(bytes);
            return skipped <= bytes.Length && RecordHeader.IsPlausible(bytes[skipped..]) ? skipped : -1;
        }

        int packet = Math.Clamp(input.PacketStart, 0, bytes.Length);
        if (IsChain(bytes, 0)) return 0;
        if (IsChain(bytes, packet)) return packet;
        for (int at = 1; at < Math.Min(bytes.Length, MaxSearch); at++)
        {
            if (IsChain(bytes, at)) return at;
        }

        return -1;
    }

    /// <summary>Length of the SSLv2 hello at the front, or 0.</summary>
    internal static int SslV2Length(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 3 && SslV2Shape.IsPlausible(bytes) && bytes.Length >= SslV2Shape.Needed(bytes) ? 2 + SslV2Shape.RecordLength(bytes) : 0;

    /// <summary>Length of the dialog in the clear at the front, all bytes while it has not led to TLS; 0 when there is none.</summary>
    internal static int DialogLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || !PlainDialog.MayPrecede(bytes[0])) return 0;
        DialogOutcome dialog = PlainDialog.Inspect(bytes);
        return dialog.IsUpgraded ? dialog.Start : dialog.IsUndecided ? bytes.Length : 0;
    }

    static bool IsChain(ReadOnlySpan<byte> bytes, int at)
    {
        if (!RecordHeader.TryRead(bytes[at..], out RecordHeader first) || first.Length == 0) return false;
        int next = at + RecordHeader.Size + first.Length;
        return next == bytes.Length || (next < bytes.Length ? RecordHeader.IsPlausible(bytes[next..]) : at == 0);
    }
}
