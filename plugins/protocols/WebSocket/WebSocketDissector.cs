using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.WebSocket;

namespace NetWatch.Plugins.WebSocket;

/// <summary>Shows the frames of a packet, unmasked and decompressed.</summary>
[ForProtocol("websocket")]
public sealed class WebSocketDissector : IDissector
{
    /// <inheritdoc/>
    public string? Summarize(in DissectionInput input) => Frames(input, out int shownFrom, out _) is { IsEmpty: false } bytes ? WebSocketTree.Summarize(bytes, shownFrom) : null;

    /// <inheritdoc/>
    public void Dissect(in DissectionInput input, IDetailTree tree)
    {
        ReadOnlySpan<byte> bytes = Frames(input, out int shownFrom, out int offset);
        if (!bytes.IsEmpty) WebSocketTree.Add(tree, bytes, shownFrom, offset);
    }

    // In the middle of a stream a packet is the best guess of where a frame begins.
    static ReadOnlySpan<byte> Frames(in DissectionInput input, out int shownFrom, out int offset)
    {
        int start = Math.Clamp(input.PacketStart, 0, input.Bytes.Length);
        offset = input.StartsAtFirstByte ? 0 : start;
        shownFrom = input.StartsAtFirstByte ? start : 0;
        return input.Bytes[offset..];
    }
}
