using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Http2;

/// <summary>Recognises HTTP/2 by the client's preface, by the server's first SETTINGS, or in the middle by a chain of frames.</summary>
[Protocol("http2", Transports.Tcp, Name = "HTTP/2", Evidence = Evidence.Magic, MaxBytes = MaxBytes, Alpn = ["h2"])]
public sealed class Http2Classifier : IProtocolClassifier
{
    internal const int MaxBytes = 4096;

    /// <summary>How many frame headers in a row are enough in a flow whose start was not seen, and how many of them must prove something each.</summary>
    const int ChainLength = 3, StrongFrames = 2;

    /// <summary>Streams of a connection that was joined late: more than a million requests on one is rare.</summary>
    const int HighestStream = 1 << 21;

    /// <inheritdoc/>
    public Classification Classify(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        bool? isPreface = ConnectionStart.IsPreface(bytes);
        // "PRI * HTTP/2.0" and a line end is enough where the capture was cut.
        if (isPreface == true || (isPreface is null && prefix.IsTruncated && bytes.Length >= 16)) return Classification.Match();
        if (isPreface is null) return Classification.NeedMoreData(ConnectionStart.PrefaceLength);
        if (MaySettingsCome(prefix))
        {
            bool? isSettings = ConnectionStart.IsServerSettings(bytes, out int needed);
            if (isSettings == true) return Classification.Match(95);
            if (isSettings is null) return Classification.NeedMoreData(needed);
        }

        return prefix.IsMidStream ? MidStream(bytes) : Classification.NoMatch;
    }

    // SETTINGS first are a server's, whose client has said nothing yet or its preface.
    static bool MaySettingsCome(in FlowPrefix prefix) =>
        (prefix.Direction == FlowDirection.FromResponder || prefix.IsMidStream) && (prefix.Opposite.IsEmpty || ConnectionStart.IsPreface(prefix.Opposite) != false);

    static Classification MidStream(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes) bytes = bytes[..MaxBytes];
        if (bytes.IndexOf(ConnectionStart.Preface) >= 0) return Classification.Match(95);
        // Lengths over 65,535 are implausible, so the first byte rules most places out.
        for (int at = bytes.IndexOf((byte)0), next = at; next >= 0 && at + FrameHeader.Size <= bytes.Length; at += next)
        {
            if (HasChain(bytes, at)) return Classification.Match(80);
            next = bytes[++at..].IndexOf((byte)0);
        }

        return bytes.Length >= MaxBytes ? Classification.NoMatch : Classification.NeedMoreData(bytes.Length + 1);
    }

    static bool HasChain(ReadOnlySpan<byte> bytes, int at)
    {
        int strong = 0;
        for (int frame = 0; frame < ChainLength; frame++)
        {
            if (at + FrameHeader.Size > bytes.Length || !FrameHeader.IsPlausible(bytes.Slice(at, FrameHeader.Size), HighestStream)) return false;
            if (FrameHeader.IsStrong(bytes[at..])) strong++;
            at += FrameHeader.Size + FrameHeader.Read(bytes[at..]).Length;
        }

        return strong >= StrongFrames;
    }
}
