using System.Buffers.Binary;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Ntp;

/// <summary>Recognises NTP (RFC 5905, RFC 1305, RFC 1119, RFC 1059) and SNTP: by its header on port 123, by the answer elsewhere.</summary>
[Protocol("ntp", Transports.Udp, Name = "NTP", Evidence = Evidence.Structure, Ports = [Port], MaxBytes = 1024)]
public sealed class NtpClassifier : IProtocolClassifier
{
    internal const ushort Port = 123;

    /// <summary>Strata above are reserved (RFC 5905 §7.3): they are let through where everything else has the right length.</summary>
    const int MaxStratum = 16;

    /// <summary>How far the times in one answer may lie apart, off the port: a server answers at once, and its clock was set in the last days.</summary>
    const uint MaxTurnaround = 10, MaxSinceSet = 7 * 86_400;

    /// <inheritdoc/>
    public Classification Classify(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        int version = bytes[0] >> 3 & 7, mode = bytes[0] & 7;
        if (version is < 1 or > 4 || mode == 0 && version != 1) return Classification.NoMatch;
        if (prefix.HasPort(Port)) return OnPort(bytes, mode, prefix.IsTruncated) ? Classification.Match() : Classification.NoMatch;
        if (mode is not (3 or 4) || bytes.Length < NtpHeader.Length) return Classification.NoMatch;
        if (mode == 4) return IsAnswer(new NtpHeader(bytes), prefix.Opposite) ? Classification.Match(95) : Classification.NoMatch;
        // A question alone is one byte and zeros as a rule, which says nothing; the answer repeats its time.
        return IsQuestion(new NtpHeader(bytes)) && prefix.DatagramIndex < 4 ? Classification.NeedMoreData(1) : Classification.NoMatch;
    }

    static bool OnPort(ReadOnlySpan<byte> bytes, int mode, bool isTruncated) => mode switch
    {
        6 => ControlHeader.IsMessage(bytes, isTruncated),
        7 => PrivateHeader.IsMessage(bytes, isTruncated),
        _ when bytes.Length < NtpHeader.Length => isTruncated && bytes.Length >= 4,
        _ => NtpExtensions.Fit(bytes) || IsPlausible(new NtpHeader(bytes)),
    };

    // What stands behind the header is nothing known: then the header must not be chance. Intervals are powers of two of a second, at most 2¹⁷ (RFC 5905 §7.3), with room for what exists.
    static bool IsPlausible(in NtpHeader header) =>
        header.Stratum <= MaxStratum && header.Poll is >= -8 and <= 32 && (sbyte)header.Precision is >= -40 and <= 32;

    static bool IsQuestion(in NtpHeader header) =>
        header.Stratum <= MaxStratum && header.Transmit.Raw != 0 && (sbyte)header.Precision is <= 32 and >= -32 && NtpExtensions.Fit(header.Bytes);

    static bool IsAnswer(in NtpHeader header, ReadOnlySpan<byte> question)
    {
        if (header.Stratum > MaxStratum || (sbyte)header.Precision is > -1 or < -32 || !NtpExtensions.Fit(header.Bytes)) return false;
        if (question.Length >= NtpHeader.Length && (question[0] & 7) == 3)
            return header.Origin.Raw != 0 && BinaryPrimitives.ReadUInt64BigEndian(question[NtpHeader.TransmitAt..]) == header.Origin.Raw;
        return header.Stratum is >= 1 and <= 15 && header.Receive.Raw != 0 && header.Reference.Raw != 0
            && header.Transmit.Seconds - header.Receive.Seconds <= MaxTurnaround
            && header.Transmit.Seconds - header.Reference.Seconds <= MaxSinceSet;
    }
}
