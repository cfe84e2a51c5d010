using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Http;

/// <summary>Recognises HTTP/1.x, and HTTP/0.9 on its own ports, by the first line of either direction.</summary>
/// <remarks>
/// RTSP, SIP and ICAP borrow the shape of these lines, so nothing counts but a version that reads <c>HTTP/</c>. The preface of
/// HTTP/2 (<c>PRI * HTTP/2.0</c>, RFC 9113 §3.4) is made to look like a request and is left for a protocol of its own.
/// </remarks>
[Protocol("http", Transports.Tcp, Name = "HTTP", Evidence = Evidence.Magic, MaxBytes = MaxBytes, Alpn = ["http/1.1", "http/1.0", "http/0.9"],
    Ports = [80, 8080, 8000, 8008, 8081, 8088, 8888, 3128, 3000, 5000, 5985, 591, 631, 1080, 2869, 5357, 7547, 9080, 9090])]
public sealed class HttpClassifier : IProtocolClassifier
{
    internal const int MaxBytes = 4096;

    /// <summary>A registered method and so many bytes without a line end are enough: targets may be longer than any prefix.</summary>
    const int LongTarget = 1024;

    /// <inheritdoc/>
    public Classification Classify(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes[..Math.Min(prefix.Bytes.Length, MaxBytes)];
        Classification answer = AtStart(bytes, prefix);
        if (answer != Classification.NoMatch) return answer;
        return prefix.IsMidStream ? MidStream(bytes) : AfterGarbage(bytes, prefix);
    }

    /// <summary>
    /// What a client sends to a web server need not be HTTP for the answer to be ("400 Bad Request"), so on the usual ports the answer
    /// is waited for; elsewhere where it began with a method.
    /// </summary>
    static Classification AfterGarbage(ReadOnlySpan<byte> bytes, in FlowPrefix prefix)
    {
        bool mayBeAnswered = prefix.Direction == FlowDirection.FromInitiator && (prefix.ResponderPort is 80 or 8080 || BeginsWithMethod(bytes));
        if (!mayBeAnswered) return Classification.NoMatch;
        return StartLine.IsResponse(prefix.Opposite) switch
        {
            true => Classification.Match(80),
            null => More(bytes, 1),
            false => Classification.NoMatch,
        };
    }

    static bool BeginsWithMethod(ReadOnlySpan<byte> bytes)
    {
        int length = StartLine.TokenLength(bytes);
        return length is > 0 and < StartLine.MaxMethodLength && length + 1 < bytes.Length && bytes[length] == ' ' && bytes[length + 1] == '/'
            && HttpMethods.Find(bytes[..length]) is not null;
    }

    static Classification AtStart(ReadOnlySpan<byte> bytes, in FlowPrefix prefix)
    {
        int skipped = StartLine.LeadingEmptyLines(bytes);
        ReadOnlySpan<byte> line = bytes[skipped..];
        if (line.IsEmpty) return More(bytes, 1);
        return StartLine.IsResponse(line) switch
        {
            true => Classification.Match(),
            // Cut right after the version: seven fixed letters are still more than other protocols share.
            null when prefix.IsTruncated && line.StartsWith("HTTP/1."u8) => Classification.Match(90),
            null => More(bytes, skipped + StartLine.BytesForResponse - bytes.Length),
            false => Request(bytes, line, prefix),
        };
    }

    static Classification Request(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> line, in FlowPrefix prefix)
    {
        int length = StartLine.TokenLength(line);
        if (length is 0 or > StartLine.MaxMethodLength) return Classification.NoMatch;
        if (length == line.Length) return More(bytes, 1);
        if (line[length] != ' ') return Classification.NoMatch;

        bool known = HttpMethods.Find(line[..length]) is not null;
        ReadOnlySpan<byte> rest = line[length..];
        bool isLong = known && LooksLikeTarget(rest) && rest.Length >= LongTarget;
        // Nothing behind this mark may count, or the answer would depend on how much came at once.
        if (isLong) rest = rest[..LongTarget];
        int end = StartLine.IndexOfControl(rest);
        if (end >= 0) rest = rest[..end];
        int version = StartLine.IndexOfVersion(rest);
        if (!known && !Ascii.IsValid(version < 0 ? rest : rest[..version])) return Classification.NoMatch;
        if (version >= 0) return WithVersion(line[..length], rest, version);
        if (end >= 0) return IsOldRequest(line, length, end, prefix) ? Classification.Match(60) : Classification.NoMatch;
        if (isLong || prefix.IsTruncated && known && LooksLikeTarget(rest)) return Classification.Match(80);
        return More(bytes, 1);
    }

    static Classification WithVersion(ReadOnlySpan<byte> method, ReadOnlySpan<byte> rest, int version)
    {
        bool isPreface = method.SequenceEqual("PRI"u8) && rest[..version].SequenceEqual(" *"u8) && rest[version + 6] == '2';
        bool hasTarget = version > 0 || HttpMethods.Find(method) is not null;
        return isPreface || !hasTarget ? Classification.NoMatch : Classification.Match();
    }

    /// <summary>
    /// HTTP/0.9 has no version to go by ("GET /path"), so it is taken only on the usual ports; Gopher-like and home-made text
    /// protocols begin that way too.
    /// </summary>
    static bool IsOldRequest(ReadOnlySpan<byte> line, int method, int end, in FlowPrefix prefix)
    {
        bool endsTheLine = line[method + end] is (byte)'\r' or (byte)'\n';
        return endsTheLine && line[..method].SequenceEqual("GET"u8) && end > 1 && line[method + 1] == '/'
            && (prefix.ResponderPort is 80 or 8080 or 8000 or 8888 || prefix.InitiatorPort == 80);
    }

    /// <summary>Origin, absolute, or asterisk form (RFC 9112 §3.2): RTSP and SIP targets have other schemes.</summary>
    static bool LooksLikeTarget(ReadOnlySpan<byte> rest)
    {
        ReadOnlySpan<byte> target = WireBytes.TrimStart(rest, (byte)' ');
        return target.Length > 0 && (target[0] is (byte)'/' or (byte)'?'
            || (target[0] | 0x20) == 'h' && target.Length > 6 && Ascii.EqualsIgnoreCase(target[..4], "http"u8));
    }

    /// <summary>
    /// A flow joined in the middle begins inside a body as a rule, so the next message is looked for: a status line, or the end
    /// of a request line with a field behind it.
    /// </summary>
    static Classification MidStream(ReadOnlySpan<byte> bytes)
    {
        for (int from = 0; from < bytes.Length;)
        {
            int found = bytes[from..].IndexOf("HTTP/1."u8);
            if (found < 0) break;
            int at = from + found;
            if (StartLine.IsResponse(bytes[at..]) == true || EndsRequestLine(bytes, at)) return Classification.Match(80);
            from = at + 7;
        }

        return More(bytes, 1);
    }

    static bool EndsRequestLine(ReadOnlySpan<byte> bytes, int at)
    {
        if (at == 0 || bytes[at - 1] != ' ' || bytes.Length < at + 10) return false;
        ReadOnlySpan<byte> after = bytes[(at + 8)..];
        if (!after.StartsWith("\r\n"u8)) return false;
        ReadOnlySpan<byte> field = after[2..];
        int name = StartLine.TokenLength(field, field.Length);
        return name > 0 && name < field.Length && field[name] == ':';
    }

    static Classification More(ReadOnlySpan<byte> bytes, int missing)
    {
        int wanted = bytes.Length + Math.Max(1, missing);
        return wanted > MaxBytes ? Classification.NoMatch : Classification.NeedMoreData(wanted);
    }
}
