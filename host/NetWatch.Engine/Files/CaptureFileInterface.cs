using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Files;

/// <summary>An interface that packets of a capture file were taken from.</summary>
public sealed class CaptureFileInterface
{
    /// <summary>Its place in the file, from 0, over all sections: the interface index of its packets.</summary>
    public required int Index { get; init; }

    /// <summary>Its name as the file gives it; empty when it gives none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The type of the link-layer headers of its packets.</summary>
    public required LinkType LinkType { get; init; }

    /// <summary>How long a packet could at most be captured; 0 when the file does not say.</summary>
    public uint SnapLength { get; init; }

    /// <summary>How its timestamps are written.</summary>
    public TimestampResolution Resolution { get; init; } = TimestampResolution.Microseconds;

    /// <summary>The last statistics that the file holds of this interface; null when it holds none.</summary>
    public CaptureStatistics? Statistics { get; internal set; }
}
