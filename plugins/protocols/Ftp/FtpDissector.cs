using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Ftp;

/// <summary>Shows the commands or replies of a packet. What only the server should know is left out of the text.</summary>
[ForProtocol("ftp")]
public sealed class FtpDissector : IDissector
{
    /// <inheritdoc/>
    public string? Summarize(in DissectionInput input)
    {
        int start = Math.Clamp(input.PacketStart, 0, input.Bytes.Length);
        ReadOnlySpan<byte> line = LineAt(input.Bytes, start, out _);
        if (ReplyLine.CodeOf(line) >= 0) return WireText.Of(line, 160);
        return FtpVerbs.WeightOf(line) != VerbWeight.None || FtpVerbs.Is(line, "AUTH"u8) ? CommandText(line) : null;
    }

    /// <inheritdoc/>
    public void Dissect(in DissectionInput input, IDetailTree tree)
    {
        ReadOnlySpan<byte> bytes = input.Bytes;
        int start = Math.Clamp(input.PacketStart, 0, bytes.Length);
        // A line may have begun in an earlier packet.
        int at = bytes[..start].LastIndexOf((byte)'\n') + 1;
        if (at == 0 && !input.StartsAtFirstByte) at = start;
        if (Summary(input, at) is not { } summary) return;
        tree.Open($"File Transfer Protocol, {summary}", at, bytes.Length - at);
        while (at < bytes.Length)
        {
            ReadOnlySpan<byte> line = LineAt(bytes, at, out int length);
            Line(line, at, length, tree);
            at += length;
        }

        tree.Close();
    }

    static string? Summary(in DissectionInput input, int at)
    {
        ReadOnlySpan<byte> line = LineAt(input.Bytes, at, out _);
        if (ReplyLine.CodeOf(line) >= 0) return "Reply";
        return FtpVerbs.VerbLength(line) > 0 ? "Command" : input.Bytes.Length > at ? "Text" : null;
    }

    static void Line(ReadOnlySpan<byte> line, int at, int length, IDetailTree tree)
    {
        int code = ReplyLine.CodeOf(line);
        if (code >= 0)
        {
            tree.Open(WireText.Of(line, 256), at, length);
            tree.Add($"Reply code: {ReplyLine.Text(code)}", at, 3);
            ReadOnlySpan<byte> text = ReplyLine.TextOf(line);
            if (!text.IsEmpty) tree.Add($"Text: {WireText.Of(text, 256)}", at + 4, text.Length);
            tree.Close();
            return;
        }

        int verb = FtpVerbs.VerbLength(line);
        if (verb == 0 || (verb < line.Length && line[verb] != ' '))
        {
            tree.Add(line.IsEmpty ? "(empty line)" : WireText.Of(line, 256), at, length);
            return;
        }

        tree.Open(CommandText(line), at, length);
        tree.Add($"Command: {WireText.Of(line[..verb], 32)}", at, verb);
        int argument = line.Length - verb - 1;
        if (argument > 0) tree.Add(IsSecret(line) ? "Argument: (not shown)" : $"Argument: {WireText.Of(line[(verb + 1)..], 256)}", at + verb + 1, argument);
        tree.Close();
    }

    static string CommandText(ReadOnlySpan<byte> line) => IsSecret(line) ? $"{WireText.Of(line[..4])} (not shown)" : WireText.Of(line, 160);

    static bool IsSecret(ReadOnlySpan<byte> line) => FtpVerbs.Is(line, "PASS"u8) || FtpVerbs.Is(line, "ACCT"u8) || FtpVerbs.Is(line, "ADAT"u8);

    static ReadOnlySpan<byte> LineAt(ReadOnlySpan<byte> bytes, int at, out int length)
    {
        ReadOnlySpan<byte> rest = bytes[at..];
        int end = rest.IndexOf((byte)'\n');
        length = end < 0 ? rest.Length : end + 1;
        return rest[..length].TrimEnd("\r\n"u8);
    }
}
