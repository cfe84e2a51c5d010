using System.Buffers.Binary;
using System.Globalization;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Http2.Dissection;

/// <summary>Frames in words.</summary>
static class FrameText
{
    internal static string Name(FrameType type) => type switch
    {
        FrameType.Data => "DATA",
        FrameType.Headers => "HEADERS",
        FrameType.Priority => "PRIORITY",
        FrameType.RstStream => "RST_STREAM",
        FrameType.Settings => "SETTINGS",
        FrameType.PushPromise => "PUSH_PROMISE",
        FrameType.Ping => "PING",
        FrameType.GoAway => "GOAWAY",
        FrameType.WindowUpdate => "WINDOW_UPDATE",
        FrameType.Continuation => "CONTINUATION",
        FrameType.AltSvc => "ALTSVC",
        FrameType.Origin => "ORIGIN",
        FrameType.PriorityUpdate => "PRIORITY_UPDATE",
        _ => string.Create(CultureInfo.InvariantCulture, $"Type 0x{(byte)type:x}"),
    };

    /// <summary>Type and stream, as in <c>HEADERS[5]</c>.</summary>
    internal static string Short(in FrameHeader header) => string.Create(CultureInfo.InvariantCulture, $"{Name(header.Type)}[{header.StreamId}]");

    internal static string Flags(in FrameHeader header)
    {
        var names = new List<string>();
        bool isBody = header.Type is FrameType.Data or FrameType.Headers, isPadded = isBody || header.Type == FrameType.PushPromise;
        if (header.Type is FrameType.Settings or FrameType.Ping && header.IsAck) names.Add("ACK");
        if (isBody && (header.Flags & FrameFlags.EndStream) != 0) names.Add("END_STREAM");
        if (header.Type is FrameType.Headers or FrameType.PushPromise or FrameType.Continuation && header.EndsHeaders) names.Add("END_HEADERS");
        if (isPadded && header.IsPadded) names.Add("PADDED");
        if (header.Type == FrameType.Headers && (header.Flags & FrameFlags.Priority) != 0) names.Add("PRIORITY");
        return names.Count == 0 ? "none" : string.Join(", ", names);
    }

    /// <summary>Adds what stands in the payloads of fixed form.</summary>
    internal static void AddPayload(in DissectedFrame frame, ReadOnlySpan<byte> bytes, IDetailTree tree)
    {
        ReadOnlySpan<byte> payload = bytes[frame.PayloadStart..frame.PayloadEnd];
        int start = frame.PayloadStart;
        switch (frame.Header.Type)
        {
            case FrameType.Settings:
                for (int at = 0; at + 6 <= payload.Length; at += 6)
                {
                    ushort id = BinaryPrimitives.ReadUInt16BigEndian(payload[at..]);
                    tree.Add(string.Create(CultureInfo.InvariantCulture, $"{SettingNames.Name(id)}: {BinaryPrimitives.ReadUInt32BigEndian(payload[(at + 2)..])}"), start + at, 6);
                }

                break;
            case FrameType.RstStream when payload.Length >= 4:
                tree.Add($"Error: {ErrorCodes.Name(BinaryPrimitives.ReadUInt32BigEndian(payload))}", start, 4);
                break;
            case FrameType.GoAway when payload.Length >= 8:
                tree.Add(string.Create(CultureInfo.InvariantCulture, $"Last stream: {BinaryPrimitives.ReadUInt32BigEndian(payload) & 0x7FFF_FFFF}"), start, 4);
                tree.Add($"Error: {ErrorCodes.Name(BinaryPrimitives.ReadUInt32BigEndian(payload[4..]))}", start + 4, 4);
                break;
            case FrameType.WindowUpdate when payload.Length >= 4:
                tree.Add(string.Create(CultureInfo.InvariantCulture, $"Increment: {BinaryPrimitives.ReadUInt32BigEndian(payload) & 0x7FFF_FFFF}"), start, 4);
                break;
            case FrameType.PushPromise when payload.Length >= (frame.Header.IsPadded ? 5 : 4):
                int pad = frame.Header.IsPadded ? 1 : 0;
                tree.Add(string.Create(CultureInfo.InvariantCulture, $"Promised stream: {BinaryPrimitives.ReadUInt32BigEndian(payload[pad..]) & 0x7FFF_FFFF}"), start + pad, 4);
                break;
            default:
                break;
        }
    }
}
