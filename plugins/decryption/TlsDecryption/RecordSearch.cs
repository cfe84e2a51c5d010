using System.Buffers.Binary;
using NetWatch.Plugins.TlsDecryption.Records;
using NetWatch.Sdk.Decryption;

namespace NetWatch.Plugins.TlsDecryption;

/// <summary>Finds the place where records begin: at the start of a connection that may begin with a dialog of another protocol, and behind losses.</summary>
sealed class RecordSearch(TlsSession session, RecordProcessor processor)
{
    // Behind the header of a hello stand its type, a length of three bytes and the version.
    const int HelloLength = RecordHeader.Length + 6;

    /// <summary>Finds the first record of a direction.</summary>
    internal Step Begin(TlsStream stream, ReadOnlySpan<byte> bytes)
    {
        if (RecordHeader.IsPlausible(bytes))
        {
            if (bytes.Length < RecordHeader.Length) return Step.NeedMore;
            stream.HasBegun = true;
            return Step.Progress;
        }

        if (bytes[0] >= 0x80 && TryReadOldHello(stream, bytes, out Step step)) return step;
        for (int at = 1; at < bytes.Length; at++)
        {
            if (!MayBeHello(bytes[at..])) continue;
            stream.Queue.Consume(at);
            if (bytes.Length - at < HelloLength) return Step.NeedMore;
            stream.HasBegun = true;
            return Step.Progress;
        }

        // What a dialog says before it (STARTTLS, CONNECT) is not ours.
        stream.Queue.Consume(bytes.Length);
        return Step.NeedMore;
    }

    static bool MayBeHello(ReadOnlySpan<byte> bytes) =>
        bytes[0] == ContentType.Handshake && RecordHeader.IsPlausible(bytes)
        && (bytes.Length < 6 || bytes[5] is HandshakeType.ClientHello or HandshakeType.ServerHello)
        && (bytes.Length < 7 || bytes[6] == 0)
        && (bytes.Length < 10 || bytes[9] == 3);

    // RFC 5246 appendix E.2: length with its high bit set, type, version, and three lengths before what they measure.
    bool TryReadOldHello(TlsStream stream, ReadOnlySpan<byte> bytes, out Step step)
    {
        step = Step.NeedMore;
        if (bytes.Length < 11) return (bytes.Length < 3 || bytes[2] == 1) && (bytes.Length < 4 || bytes[3] == 3);
        if (bytes[2] != 1 || bytes[3] != 3) return false;
        int length = 2 + (BinaryPrimitives.ReadUInt16BigEndian(bytes) & 0x7FFF);
        int challenge = BinaryPrimitives.ReadUInt16BigEndian(bytes[9..]);
        int start = 11 + BinaryPrimitives.ReadUInt16BigEndian(bytes[5..]) + BinaryPrimitives.ReadUInt16BigEndian(bytes[7..]);
        if (challenge is < 16 or > 32 || start + challenge != length) return false;
        if (bytes.Length < length) return true;
        session.OnOldClientHello(stream.Direction, bytes.Slice(start, challenge));
        stream.Queue.Consume(length);
        stream.HasBegun = true;
        step = Step.Progress;
        return true;
    }

    /// <summary>Finds the next record behind a loss. What is authentic, or in the clear with another record behind it, is one.</summary>
    internal Step Next(TlsStream stream, ReadOnlySpan<byte> bytes, IPlaintextSink sink)
    {
        for (int at = 0; at < bytes.Length; at++)
        {
            int step = bytes[at..].IndexOfAnyInRange(ContentType.ChangeCipherSpec, ContentType.ApplicationData);
            if (step < 0) break;
            at += step;
            ReadOnlySpan<byte> candidate = bytes[at..];
            if (!RecordHeader.IsPlausible(candidate)) continue;
            int length = candidate.Length < RecordHeader.Length ? int.MaxValue : RecordHeader.Length + RecordHeader.BodyLength(candidate);
            if (length > candidate.Length)
            {
                // The part behind a further gap will not come, but a shorter record may stand here.
                if (stream.Queue.HasGap) continue;
                Leave(stream, at);
                return Step.NeedMore;
            }

            bool isConfirmed = candidate.Length == length || RecordHeader.IsPlausible(candidate[length..]);
            stream.PassOver(at);
            if (processor.TryProcess(stream, candidate[..length], isConfirmed, stream.Queue.TimeOf(at + length - 1), sink))
            {
                stream.Queue.Consume(at + length);
                return Step.Progress;
            }

            stream.PassOver(-at);
        }

        Leave(stream, bytes.Length);
        return Step.NeedMore;
    }

    static void Leave(TlsStream stream, int bytes)
    {
        if (bytes == 0) return;
        stream.Queue.Consume(bytes);
        stream.PassOver(bytes);
    }
}
