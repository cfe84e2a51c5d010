using System.Globalization;
using NetWatch.Sdk.Protocols.Quic;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.Quic;

/// <summary>A frame in one line.</summary>
static class FrameText
{
    internal static string Of(in QuicFrame frame) => frame.Type switch
    {
        QuicFrameType.Padding => Line($"PADDING, {frame.Value} bytes"),
        QuicFrameType.Ping => "PING",
        QuicFrameType.Ack => Line($"ACK of {Ranges(frame)}"),
        QuicFrameType.ResetStream => Line($"RESET_STREAM, stream {frame.StreamId}, error {frame.ErrorCode}, final size {frame.Offset}"),
        QuicFrameType.StopSending => Line($"STOP_SENDING, stream {frame.StreamId}, error {frame.ErrorCode}"),
        QuicFrameType.Crypto => Line($"CRYPTO, offset {frame.Offset}, {frame.Data.Length} bytes"),
        QuicFrameType.NewToken => Line($"NEW_TOKEN, {frame.Data.Length} bytes"),
        QuicFrameType.Stream => Line($"STREAM {frame.StreamId}, offset {frame.Offset}, {frame.Data.Length} bytes{(frame.IsFin ? ", FIN" : "")}"),
        QuicFrameType.MaxData => Line($"MAX_DATA {frame.Value}"),
        QuicFrameType.MaxStreamData => Line($"MAX_STREAM_DATA, stream {frame.StreamId}, {frame.Value}"),
        QuicFrameType.MaxStreams => Line($"MAX_STREAMS {frame.Value}"),
        QuicFrameType.DataBlocked => Line($"DATA_BLOCKED at {frame.Value}"),
        QuicFrameType.StreamDataBlocked => Line($"STREAM_DATA_BLOCKED, stream {frame.StreamId}, at {frame.Value}"),
        QuicFrameType.StreamsBlocked => Line($"STREAMS_BLOCKED at {frame.Value}"),
        QuicFrameType.NewConnectionId => Line($"NEW_CONNECTION_ID {Convert.ToHexStringLower(frame.Data)}, sequence {frame.Value}"),
        QuicFrameType.RetireConnectionId => Line($"RETIRE_CONNECTION_ID, sequence {frame.Value}"),
        QuicFrameType.PathChallenge => "PATH_CHALLENGE " + Convert.ToHexStringLower(frame.Data),
        QuicFrameType.PathResponse => "PATH_RESPONSE " + Convert.ToHexStringLower(frame.Data),
        QuicFrameType.ConnectionClose => $"CONNECTION_CLOSE, {QuicErrors.Name(frame.ErrorCode, frame.IsApplicationError)} {HelloFacts.Text(frame.Data)}".TrimEnd(),
        QuicFrameType.HandshakeDone => "HANDSHAKE_DONE",
        QuicFrameType.Datagram => Line($"DATAGRAM, {frame.Data.Length} bytes"),
        _ => "A frame of an extension",
    };

    static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    static string Ranges(in QuicFrame frame)
    {
        const int most = 8;
        var ranges = new QuicAckRanges(frame);
        var parts = new List<string>();
        while (ranges.TryRead(out long low, out long high))
        {
            if (parts.Count == most) return string.Join(", ", parts) + ", …";
            parts.Add(low == high ? Line($"{low}") : Line($"{low} to {high}"));
        }

        return parts.Count == 0 ? Line($"{frame.Value}") : string.Join(", ", parts);
    }
}
