using System.Buffers.Binary;
using System.Text;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Protocols.WebSocket;

/// <summary>
/// Follows the frames of both sides of a WebSocket (RFC 6455), after an upgrade of HTTP/1.1 or inside a stream of HTTP/2 (RFC 8441) or HTTP/3
/// (RFC 9220). Counts messages and bytes, keeps nothing of them. One thread at a time; allocates nothing but the fact.
/// </summary>
public sealed class WebSocketSession
{
    readonly WebSocketCounts _client = new();
    readonly WebSocketCounts _server = new();
    bool _hasGap;
    string? _closedBy;

    /// <summary>Whether both sides have closed.</summary>
    public bool IsClosed => _client.IsClosed && _server.IsClosed;

    /// <summary>Whether any frame was seen.</summary>
    public bool HasFrames => _client.Frames + _server.Frames > 0;

    /// <summary>Begins another session.</summary>
    /// <param name="isMidStream">Whether it was joined in the middle: what came before is missing.</param>
    public void Start(bool isMidStream = false)
    {
        _client.Start();
        _server.Start();
        _hasGap = isMidStream;
        _closedBy = null;
    }

    /// <summary>The next bytes of one side, cut anywhere.</summary>
    /// <param name="fromClient">Whose.</param>
    /// <param name="bytes">The bytes.</param>
    /// <returns>False when they are no frames of the protocol. Nothing more of that side is read then.</returns>
    public bool OnData(bool fromClient, ReadOnlySpan<byte> bytes)
    {
        WebSocketCounts side = fromClient ? _client : _server;
        bool isRight = side.Read(bytes);
        if (side.IsClosed) _closedBy ??= fromClient ? "client" : "server";
        return isRight;
    }

    /// <summary>Bytes of one side are missing. Where that loses the place of frames, nothing more of the side is read.</summary>
    public void OnGap(bool fromClient, long missingBytes)
    {
        _hasGap = true;
        (fromClient ? _client : _server).Skip(missingBytes);
    }

    /// <summary>The fact of the session, to be published once at its end.</summary>
    /// <param name="streamId">The stream of HTTP/2 or HTTP/3, or -1.</param>
    public OpenFact ToFact(long streamId = -1)
    {
        var values = new List<KeyValuePair<string, object>>();
        if (streamId >= 0) values.Add(new("stream_id", streamId));
        AddCounts(values, "toserver", _client);
        AddCounts(values, "toclient", _server);
        AddClose(values);
        List<string> irregularities = Irregularities();
        if (irregularities.Count > 0) values.Add(new("irregularities", irregularities));
        if (_hasGap) values.Add(new("gap", true));
        return new OpenFact("websocket", "session", values, isTransaction: true);
    }

    static void AddCounts(List<KeyValuePair<string, object>> values, string direction, WebSocketCounts side)
    {
        values.Add(new($"text_{direction}", side.TextMessages));
        values.Add(new($"binary_{direction}", side.BinaryMessages));
        values.Add(new($"bytes_{direction}", side.Bytes));
        if (side.CompressedMessages > 0) values.Add(new($"compressed_{direction}", side.CompressedMessages));
        if (side.Pings > 0) values.Add(new($"pings_{direction}", side.Pings));
        if (side.Pongs > 0) values.Add(new($"pongs_{direction}", side.Pongs));
    }

    // Who closed first says why (§7.1.5).
    void AddClose(List<KeyValuePair<string, object>> values)
    {
        if (_closedBy is null) return;
        values.Add(new("closed_by", _closedBy));
        ReadOnlySpan<byte> close = _closedBy == "client" ? _client.Close : _server.Close;
        if (close.Length < 2) return;
        values.Add(new("close_code", (long)BinaryPrimitives.ReadUInt16BigEndian(close)));
        if (close.Length > 2) values.Add(new("close_reason", Encoding.UTF8.GetString(close[2..])));
    }

    List<string> Irregularities()
    {
        var names = new List<string>();
        // Only clients mask, and they must (§5.1).
        if (_client is { Frames: > 0, IsMasked: false }) names.Add("unmasked client");
        if (_server.IsMasked) names.Add("masked server");
        if (!_hasGap && (_client.IsLost || _server.IsLost)) names.Add("bytes that are no frames");
        return names;
    }
}
