using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Http;

namespace NetWatch.Plugins.Http2;

/// <summary>What is known of one direction of a connection.</summary>
sealed class Side
{
    internal FrameReader Frames { get; } = new();

    internal HpackDecoder Decoder { get; } = new();

    internal HeaderBlock Block { get; } = new();

    internal Settings Settings { get; } = new();

    /// <summary>Frames so far.</summary>
    internal long FrameCount { get; set; }

    /// <summary>Bytes that the capture has lost.</summary>
    internal long MissingBytes { get; set; }

    /// <summary>Bytes passed over while the next frame was searched for.</summary>
    internal long PassedBytes { get; set; }

    /// <summary>The error of the last GOAWAY, or null.</summary>
    internal uint? GoAway { get; set; }

    /// <summary>When the current frame began.</summary>
    internal Timestamp FrameTime { get; set; }

    internal void Start(bool isClient, bool isMidStream)
    {
        Frames.Start(isClient, isMidStream);
        Decoder.Reset();
        if (isMidStream) Decoder.Lose();
        Block.Close();
        Settings.Clear();
        FrameCount = MissingBytes = PassedBytes = 0;
        GoAway = null;
    }

    /// <summary>The state of the header table is unknown from here on.</summary>
    internal void LoseFields()
    {
        Decoder.Lose();
        Block.IsLost = true;
    }
}
