using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Ssh;

/// <summary>Recognises SSH by the identification string of either side, on any port.</summary>
/// <remarks>
/// A server may say other lines first (RFC 4253 §4.2). They are waited through only while they are text and the other side has said nothing
/// that SSH would not say. A connection joined behind the strings is encrypted and stays unknown: there is nothing left to know it by.
/// </remarks>
[Protocol("ssh", Transports.Tcp, Name = "SSH", Evidence = Evidence.Magic, Ports = [22, 2222], MaxBytes = MaxBytes)]
public sealed class SshClassifier : IProtocolClassifier
{
    const int MaxBytes = 4096;

    /// <inheritdoc/>
    public Classification Classify(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes[..Math.Min(prefix.Bytes.Length, MaxBytes)];
        if (VersionLine.IsAt(bytes) is not { } isVersion) return Undecided(prefix, bytes);
        if (isVersion) return Classification.Match();
        bool mayGreet = prefix.Direction == FlowDirection.FromResponder && !prefix.IsMidStream && IsText(bytes[0]) && MaySpeak(prefix.Opposite);
        return mayGreet ? BehindGreeting(bytes) : Classification.NoMatch;
    }

    static Classification Undecided(in FlowPrefix prefix, ReadOnlySpan<byte> bytes) =>
        prefix.IsTruncated && bytes.Length > VersionLine.Mark.Length ? Classification.Match(90) : Classification.NeedMoreData(bytes.Length + 1);

    static Classification BehindGreeting(ReadOnlySpan<byte> bytes)
    {
        int start = 0;
        while (true)
        {
            int length = bytes[start..].IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = length < 0 ? bytes[start..] : bytes.Slice(start, length);
            if (!IsText(line)) return Classification.NoMatch;
            if (length < 0) return More(bytes.Length + 1);
            start += length + 1;
            if (start == bytes.Length) return More(start + 1);
            if (VersionLine.IsAt(bytes[start..]) is not { } isVersion) return More(bytes.Length + 1);
            if (isVersion) return Classification.Match();
        }
    }

    // What the other side may have said when this is SSH: nothing, or the beginning of its string.
    static bool MaySpeak(ReadOnlySpan<byte> opposite) => opposite.IsEmpty || VersionLine.IsAt(opposite) != false;

    static bool IsText(ReadOnlySpan<byte> line)
    {
        if (line.Contains((byte)0x7F)) return false;
        while (line.IndexOfAnyInRange((byte)0, (byte)0x1F) is >= 0 and int at)
        {
            if (!IsText(line[at])) return false;
            line = line[(at + 1)..];
        }

        return true;
    }

    static bool IsText(byte value) => value is >= 0x20 and not 0x7F or (byte)'\t' or (byte)'\r' or 0x1B;

    static Classification More(int wanted) => wanted > MaxBytes ? Classification.NoMatch : Classification.NeedMoreData(wanted);
}
