using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Plugins.QuicDecryption;

/// <summary>One direction of one stream.</summary>
sealed class StreamState
{
    internal const int MaxHeld = 1 << 20;

    internal QuicReassembly Bytes { get; } = new(MaxHeld);

    /// <summary>Where the stream ends (RFC 9000 §4.5); −1 while that is not known.</summary>
    internal long FinalSize { get; set; } = -1;

    /// <summary>How much of its memory is counted among what the connection holds.</summary>
    internal int Counted { get; set; }

    /// <summary>Its end was told, or it is not followed any longer.</summary>
    internal bool IsEnded { get; set; }

    internal void Reset()
    {
        Bytes.Reset();
        FinalSize = -1;
        Counted = 0;
        IsEnded = false;
    }
}
