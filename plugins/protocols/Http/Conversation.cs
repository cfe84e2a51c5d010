using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Http;

/// <summary>The messages of both sides of a connection, for showing requests and responses side by side.</summary>
sealed class Conversation
{
    const int MaxMessages = 300;

    readonly List<ShownMessage> _requests = [];
    readonly List<ShownMessage> _responses = [];

    internal Conversation(IReadOnlyList<PlaintextPiece> pieces)
    {
        foreach (FlowDirection direction in (FlowDirection[])[FlowDirection.FromInitiator, FlowDirection.FromResponder])
        {
            bool isFirst = true;
            foreach (byte[] run in Runs(pieces, direction))
            {
                Read(run, direction, isFirst);
                isFirst = false;
            }
        }
    }

    /// <summary>Requests in their order.</summary>
    internal IReadOnlyList<ShownMessage> Requests => _requests;

    /// <summary>Final responses in their order, which is that of their requests (RFC 9112 §9.3.2).</summary>
    internal IReadOnlyList<ShownMessage> Responses => _responses;

    /// <summary>What follows an upgrade to WebSocket: who sent it, and the frames.</summary>
    internal List<(FlowDirection Direction, byte[] Frames)> WebSocket { get; } = [];

    // Bytes without a gap, joined.
    static IEnumerable<byte[]> Runs(IReadOnlyList<PlaintextPiece> pieces, FlowDirection direction)
    {
        using var run = new MemoryStream();
        foreach (PlaintextPiece piece in pieces)
        {
            if (piece.Direction != direction) continue;
            if (piece.MissingBytes == 0)
            {
                run.Write(piece.Bytes.Span);
                continue;
            }

            yield return run.ToArray();
            run.SetLength(0);
        }

        yield return run.ToArray();
    }

    void Read(byte[] bytes, FlowDirection direction, bool isFirst)
    {
        var head = new MessageHead(isShown: true);
        int at = isFirst ? 0 : MessageSearch.Find(bytes);
        bool isUpgrade = false;
        while (at >= 0 && at < bytes.Length && _requests.Count + _responses.Count < MaxMessages && MessageLayout.TryMeasure(bytes, at, head, out MessageLayout layout))
        {
            if (!head.IsResponse) _requests.Add(new ShownMessage(bytes, layout, $"{head.Method} {head.Text(HttpTextPlace.Host)}{head.Text(HttpTextPlace.Target)}"));
            else if (head.Status is 101 or >= 200) _responses.Add(new ShownMessage(bytes, layout, $"{head.Status} {head.ContentType}"));
            isUpgrade = head.IsWebSocketUpgrade && layout.IsHeadComplete;
            at = layout.End;
        }

        if (isUpgrade && at < bytes.Length) WebSocket.Add((direction, bytes[at..]));
    }
}
