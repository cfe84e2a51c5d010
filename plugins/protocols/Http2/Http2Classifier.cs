using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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

    const int MinChain = ChainLength * FrameHeader.Size;

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
        if (HasChain(bytes)) return Classification.Match(80);
        return bytes.Length >= MaxBytes ? Classification.NoMatch : Classification.NeedMoreData(bytes.Length + 1);
    }

    // Bodies are asked about again with each packet, so the places that cannot be a header are passed sixteen at a time.
    static bool HasChain(ReadOnlySpan<byte> bytes)
    {
        ref byte start = ref MemoryMarshal.GetReference(bytes);
        int at = 0;
        for (; at + FrameHeader.Size + Vector128<byte>.Count <= bytes.Length; at += Vector128<byte>.Count)
        {
            for (uint places = FrameHeader.PossiblePlaces(ref Unsafe.Add(ref start, at)); places != 0; places &= places - 1)
            {
                if (IsChain(bytes[(at + BitOperations.TrailingZeroCount(places))..])) return true;
            }
        }

        for (; at + MinChain <= bytes.Length; at++)
        {
            if (IsChain(bytes[at..])) return true;
        }

        return false;
    }

    // Whether bytes begin with frames in a row.
    static bool IsChain(ReadOnlySpan<byte> bytes)
    {
        int strong = 0;
        for (int left = MinChain; left > 0; left -= FrameHeader.Size)
        {
            if (bytes.Length < left) return false;
            int next = FrameHeader.Size + FrameHeader.Read(bytes).Length;
            // The headers that are still to come must be there too.
            if (left > FrameHeader.Size && next + left - FrameHeader.Size > bytes.Length) return false;
            if (!FrameHeader.IsPlausible(bytes[..FrameHeader.Size], HighestStream)) return false;
            if (FrameHeader.IsStrong(bytes)) strong++;
            if (left > FrameHeader.Size) bytes = bytes[next..];
        }

        return strong >= StrongFrames;
    }
}
