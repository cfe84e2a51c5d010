using System.Buffers.Binary;
using System.Globalization;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Ssh;

/// <summary>Shows the identification strings and the messages before encryption begins.</summary>
[ForProtocol("ssh")]
public sealed class SshDissector : IDissector
{
    const int NewKeys = 21;
    const int MaxPacket = 256 * 1024;

    /// <inheritdoc/>
    public string? Summarize(in DissectionInput input)
    {
        var summary = new FirstNode();
        Walk(input, summary);
        return summary.Text;
    }

    /// <inheritdoc/>
    public void Dissect(in DissectionInput input, IDetailTree tree) => Walk(input, tree);

    static void Walk(in DissectionInput input, IDetailTree tree)
    {
        ReadOnlySpan<byte> bytes = input.Bytes;
        int start = Math.Clamp(input.PacketStart, 0, bytes.Length);
        int at = input.StartsAtFirstByte ? Lines(bytes, start, tree) : -1;
        while (at >= 0 && at < bytes.Length && TryReadPacket(bytes, at, out int length, out int message))
        {
            int end = Math.Min(bytes.Length, at + 4 + length);
            if (end > start) Message(bytes[at..end], at, length, message, tree);
            at += 4 + length;
            if (message == NewKeys) break;
        }

        if (at < 0) at = start;
        at = Math.Max(at, start);
        if (at < bytes.Length) tree.Add(Invariant($"Encrypted, or continued ({bytes.Length - at} bytes)"), at, bytes.Length - at);
    }

    // Returns where the packets begin, or -1 when the identification string is not there.
    static int Lines(ReadOnlySpan<byte> bytes, int start, IDetailTree tree)
    {
        for (int at = 0; at < bytes.Length;)
        {
            int length = bytes[at..].IndexOf((byte)'\n');
            if (length < 0) return -1;
            ReadOnlySpan<byte> line = bytes.Slice(at, length).TrimEnd((byte)'\r');
            int next = at + length + 1;
            bool isVersion = line.StartsWith(VersionLine.Mark);
            if (next > start) Line(line, at, isVersion, tree);
            at = next;
            if (isVersion) return at;
        }

        return -1;
    }

    static void Line(ReadOnlySpan<byte> line, int at, bool isVersion, IDetailTree tree)
    {
        if (!isVersion)
        {
            tree.Add($"Greeting: {WireText.Of(line, 200)}", at, line.Length);
            return;
        }

        VersionLine.Split(line, out ReadOnlySpan<byte> version, out ReadOnlySpan<byte> software, out ReadOnlySpan<byte> comments);
        tree.Open(WireText.Of(line, 255), at, line.Length);
        int from = at + VersionLine.Mark.Length;
        tree.Add($"Protocol version: {WireText.Of(version)}", from, version.Length);
        from += version.Length + 1;
        if (!software.IsEmpty) tree.Add($"Software version: {WireText.Of(software)}", from, software.Length);
        from += software.Length + 1;
        if (!comments.IsEmpty) tree.Add($"Comments: {WireText.Of(comments)}", from, comments.Length);
        tree.Close();
    }

    static bool TryReadPacket(ReadOnlySpan<byte> bytes, int at, out int length, out int message)
    {
        (length, message) = (0, 0);
        if (bytes.Length - at < 6) return false;
        uint declared = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
        if (declared is < 2 or > MaxPacket || bytes[at + 4] + 2u > declared) return false;
        length = (int)declared;
        message = bytes[at + 5];
        return true;
    }

    static void Message(ReadOnlySpan<byte> packet, int at, int length, int message, IDetailTree tree)
    {
        tree.Open(Invariant($"SSH version 2, {Name(message)}"), at, packet.Length);
        tree.Add(Invariant($"Packet length: {length}"), at, 4);
        tree.Add(Invariant($"Padding length: {packet[4]}"), at + 4, 1);
        tree.Add(Invariant($"Message: {Name(message)} ({message})"), at + 5, 1);
        if (message == KeyExchange.Message) Algorithms(packet[5..], at + 5, tree);
        tree.Close();
    }

    static void Algorithms(ReadOnlySpan<byte> payload, int at, IDetailTree tree)
    {
        var reader = new ByteReader(payload);
        if (!reader.TrySkip(17)) return;
        tree.Add("Cookie", at + 1, 16);
        foreach (string name in ListNames)
        {
            int from = reader.Position;
            if (!reader.TryReadUInt32(out uint length) || length > int.MaxValue || !reader.TryReadBytes((int)length, out ReadOnlySpan<byte> list)) return;
            tree.Add($"{name}: {WireText.Of(list, 1024)}", at + from, 4 + list.Length);
        }
    }

    static readonly string[] ListNames =
    [
        "Key exchange", "Host keys", "Ciphers to server", "Ciphers to client", "MACs to server", "MACs to client", "Compression to server",
        "Compression to client", "Languages to server", "Languages to client",
    ];

    // RFC 4250 §4.1.2; 30 to 49 belong to the method, and those of Diffie-Hellman are the usual ones.
    static string Name(int message) => message switch
    {
        1 => "Disconnect", 2 => "Ignore", 3 => "Unimplemented", 4 => "Debug", 5 => "Service Request", 6 => "Service Accept", 7 => "Extension Info",
        20 => "Key Exchange Init", NewKeys => "New Keys", 30 => "Key Exchange, client's value", 31 => "Key Exchange, server's reply",
        32 => "Key Exchange, group init", 33 => "Key Exchange, group reply", 34 => "Key Exchange, group request",
        _ => Invariant($"message {message}"),
    };

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
