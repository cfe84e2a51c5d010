using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Tls;

/// <summary>
/// Recognises SSLv2 to TLS 1.3 over TCP from either direction: from the hello, joined in the middle, or behind a dialog in the clear.
/// </summary>
/// <remarks>
/// Each answer depends on a prefix of one direction only, and on whether the other has begun with a record too: so however the
/// stream was cut, the same prefix decides. A record header alone is weak (17 03 00 00 is also a 32-bit little-endian length of
/// 791), so without a hello a whole record, a second header or the other direction must agree.
/// </remarks>
[Protocol("tls", Transports.Tcp, Name = "TLS", Evidence = Evidence.Structure, MaxBytes = MostBytes,
    Ports = [443, 465, 563, 636, 853, 989, 990, 992, 993, 994, 995, 2376, 3269, 4433, 5061, 5223, 5349, 5671, 6443, 6697, 8443, 8883, 9443])]
public sealed class TlsClassifier : IProtocolClassifier
{
    // The longest record with its header, and the header after it.
    const int MostBytes = RecordHeader.MaxLength + 2 * RecordHeader.Size;

    // Encrypted content has at least a MAC or tag of 16 bytes behind it, whatever the suite.
    const int LeastEncrypted = 16;

    /// <inheritdoc/>
    public Classification Classify(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        if (prefix.Transport != Transport.Tcp || bytes.IsEmpty) return Classification.NoMatch;
        if (HasHeader(bytes) && HasHeader(prefix.Opposite)) return Classification.Match(80);
        if (PlainDialog.MayPrecede(bytes[0])) return InspectDialog(bytes, prefix.IsTruncated);
        Classification answer = bytes[0] >= 0x80 ? InspectSslV2(bytes) : InspectRecords(bytes);
        return OrTruncated(answer, bytes, prefix.IsTruncated);
    }

    static bool HasHeader(ReadOnlySpan<byte> bytes) => RecordHeader.TryRead(bytes, out RecordHeader header) && header.Length > 0;

    static Classification InspectDialog(ReadOnlySpan<byte> bytes, bool isTruncated)
    {
        DialogOutcome dialog = PlainDialog.Inspect(bytes);
        if (dialog.IsUndecided) return Classification.NeedMoreData(dialog.Needed);
        if (!dialog.IsUpgraded) return Classification.NoMatch;
        return OrTruncated(InspectHello(bytes[dialog.Start..], dialog), bytes[dialog.Start..], isTruncated);
    }

    // Nothing but the hello that was agreed on will do: a record in a dialog must not stand on less than one at the front.
    static Classification InspectHello(ReadOnlySpan<byte> bytes, in DialogOutcome dialog)
    {
        Span<byte> message = stackalloc byte[HelloShape.Size];
        int count = HelloShape.Gather(bytes, message, out int needed);
        message = message[..count];
        if (!HelloShape.IsPlausible(message) || (count > 0 && message[0] != (byte)dialog.Hello)) return Classification.NoMatch;
        if (count == HelloShape.Size) return Classification.Match();
        return needed > 0 ? Classification.NeedMoreData(dialog.Start + needed) : Classification.NoMatch;
    }

    static Classification OrTruncated(Classification answer, ReadOnlySpan<byte> bytes, bool isTruncated) =>
        answer.IsUndecided && isTruncated && IsEnoughOfTruncated(bytes) ? Classification.Match(60) : answer;

    static Classification InspectSslV2(ReadOnlySpan<byte> bytes)
    {
        if (!SslV2Shape.IsPlausible(bytes)) return Classification.NoMatch;
        int needed = SslV2Shape.Needed(bytes);
        return bytes.Length >= needed ? Classification.Match() : Classification.NeedMoreData(needed);
    }

    static Classification InspectRecords(ReadOnlySpan<byte> stream)
    {
        int at = 0;
        while (true)
        {
            ReadOnlySpan<byte> bytes = stream[at..];
            if (!RecordHeader.IsPlausible(bytes)) return Classification.NoMatch;
            if (!RecordHeader.TryRead(bytes, out RecordHeader header)) return Classification.NeedMoreData(at + RecordHeader.Size);
            // Empty records say nothing; OpenSSL once sent them before data against a chosen-plaintext attack.
            if (header.Length > 0) return InspectRecord(bytes, header, at);
            at += RecordHeader.Size;
        }
    }

    static Classification InspectRecord(ReadOnlySpan<byte> bytes, RecordHeader header, int at)
    {
        ReadOnlySpan<byte> content = bytes[RecordHeader.Size..];
        switch (header.Type)
        {
            case ContentType.Handshake:
                return InspectHandshake(bytes, header, at);
            case ContentType.ChangeCipherSpec when header.Length == 1:
                if (content.IsEmpty) return Classification.NeedMoreData(at + RecordHeader.Size + 1);
                return content[0] == 1 ? Classification.Match(95) : Classification.NoMatch;
            case ContentType.Alert when header.Length == 2:
                if (content.Length >= 1 && content[0] is not (1 or 2)) return Classification.NoMatch;
                if (content.Length < 2) return Classification.NeedMoreData(at + RecordHeader.Size + 2);
                return AlertNames.IsKnown(content[1]) ? Classification.Match(90) : Classification.NoMatch;
            default:
                return header.Length < LeastEncrypted ? Classification.NoMatch : InspectOpaque(bytes, header, at);
        }
    }

    static Classification InspectHandshake(ReadOnlySpan<byte> bytes, RecordHeader header, int at)
    {
        Span<byte> message = stackalloc byte[HelloShape.Size];
        int count = HelloShape.Gather(bytes, message, out int needed);
        message = message[..count];
        if (HelloShape.IsPlausible(message))
        {
            if (count == HelloShape.Size) return Classification.Match();
            if (needed > 0) return Classification.NeedMoreData(at + needed);
        }

        bool mayBeShort = count < 4 && needed > 0 || HelloShape.IsKnownMessage(message);
        return header.Length < LeastEncrypted && !mayBeShort ? Classification.NoMatch : InspectOpaque(bytes, header, at);
    }

    // What is encrypted shows no structure but where it ends. SSLv3 has the number that little-endian lengths imitate, so there
    // the next record must begin where this one ends.
    static Classification InspectOpaque(ReadOnlySpan<byte> bytes, RecordHeader header, int at)
    {
        int end = RecordHeader.Size + header.Length;
        bool isDoubtful = header.Version == 0x0300;
        int needed = isDoubtful ? end + RecordHeader.Size : end;
        if (isDoubtful && bytes.Length > end && !IsNextRecord(bytes[end..], header)) return Classification.NoMatch;
        return bytes.Length >= needed ? Classification.Match(80) : Classification.NeedMoreData(at + needed);
    }

    static bool IsNextRecord(ReadOnlySpan<byte> bytes, RecordHeader header) =>
        RecordHeader.IsPlausible(bytes) && (bytes.Length < 3 || bytes[2] == (header.Version & 0xFF));

    // No more will come: a hello up to its version, or a record that only the capture cut, is as good as it gets.
    static bool IsEnoughOfTruncated(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] >= 0x80) return bytes.Length >= 5;
        if (!RecordHeader.TryRead(bytes, out RecordHeader header)) return false;
        ReadOnlySpan<byte> content = bytes[RecordHeader.Size..];
        if (header.Type == ContentType.Handshake && content.Length >= 6 && HelloShape.IsPlausible(content[..6])) return true;
        return header.Version > 0x0300 && header.Length >= LeastEncrypted;
    }
}
