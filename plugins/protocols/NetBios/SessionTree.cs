using System.Buffers.Binary;
using System.Globalization;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.NetBios;

/// <summary>The detail tree of the messages of the session service in a packet.</summary>
static class SessionTree
{
    internal static string? Summarize(in DissectionInput input)
    {
        ReadOnlySpan<byte> bytes = input.Bytes[Math.Clamp(input.PacketStart, 0, input.Bytes.Length)..];
        if (bytes.Length < SessionStart.HeaderLength || bytes[1] > 1 || TypeName(bytes[0]) is not { } type) return null;
        string? payload = bytes[0] == SessionStart.Message ? SessionStart.Payload(bytes[SessionStart.HeaderLength..]) : null;
        return payload is null ? $"NetBIOS {type}" : $"NetBIOS {type}, {payload}";
    }

    internal static void Write(in DissectionInput input, IDetailTree tree)
    {
        ReadOnlySpan<byte> bytes = input.Bytes;
        // From the first byte on the lengths lead to each message; joined late, the packet may begin with one.
        int at = input.StartsAtFirstByte ? 0 : Math.Clamp(input.PacketStart, 0, bytes.Length);
        while (at + SessionStart.HeaderLength <= bytes.Length && TypeName(bytes[at]) is { } type && bytes[at + 1] <= 1)
        {
            int length = (bytes[at + 1] << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            int end = (int)Math.Min((long)at + SessionStart.HeaderLength + length, bytes.Length);
            if (end > input.PacketStart) AddMessage(bytes, at, end, type, length, tree);
            if (length == 0 && bytes[at] == SessionStart.Message) return;
            at = at + SessionStart.HeaderLength + length;
        }
    }

    static void AddMessage(ReadOnlySpan<byte> bytes, int at, int end, string type, int length, IDetailTree tree)
    {
        tree.Open($"NetBIOS {type}", at, end - at);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Length: {length}"), at + 1, 3);
        int body = at + SessionStart.HeaderLength;
        ReadOnlySpan<byte> message = bytes[..end];
        switch (bytes[at])
        {
            case SessionStart.Request:
                body = AddName("Called name", message, body, tree);
                if (body > 0) AddName("Calling name", message, body, tree);
                break;
            case SessionStart.Negative when body < end:
                tree.Add($"Error: {SessionStart.ErrorName(bytes[body]) ?? "unknown"}", body, 1);
                break;
            case SessionStart.Message when SessionStart.Payload(message[body..]) is { } payload:
                tree.Add($"Payload: {payload}", body, end - body);
                break;
        }

        tree.Close();
    }

    static int AddName(string label, ReadOnlySpan<byte> bytes, int start, IDetailTree tree)
    {
        int at = start;
        if (!NetBiosName.TryRead(bytes, ref at, out NetBiosName name)) return -1;
        tree.Add($"{label}: {NameText.WithSuffix(name.Text(), name.Suffix)}", start, at - start);
        return at;
    }

    static string? TypeName(byte type) => type switch
    {
        SessionStart.Message => "session message", SessionStart.Request => "session request", SessionStart.Positive => "positive session response",
        SessionStart.Negative => "negative session response", SessionStart.Retarget => "session retarget response", SessionStart.KeepAlive => "session keep-alive",
        _ => null,
    };
}
