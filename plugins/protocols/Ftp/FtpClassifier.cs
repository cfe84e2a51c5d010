using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Ftp;

/// <summary>Recognises FTP control connections by what both sides say, on any port.</summary>
/// <remarks>
/// SMTP greets with the same code, POP3, NNTP and IRC share commands. So a greeting counts where it names FTP or where a client answers with
/// a command that a mail server would not get; a client alone counts by commands that FTP alone has. On its own port a well-formed line will do.
/// Lines are judged in order, so that the answer is the same however they were cut.
/// </remarks>
[Protocol("ftp", Transports.Tcp, Name = "FTP", Evidence = Evidence.Structure, Ports = [ControlPort], MaxBytes = MaxBytes)]
public sealed class FtpClassifier : IProtocolClassifier
{
    internal const ushort ControlPort = 21;

    const int MaxBytes = 4096;
    const int Confidence = 95;

    // Banners of several screens come before the first command; behind so many lines nothing new is to be learnt.
    const int MaxLines = 64;

    // A path may be long, but what goes on for longer than this without a line end is no command.
    const int LongestCommand = 512;

    /// <inheritdoc/>
    public Classification Classify(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        byte first = bytes[0];
        bool isServer = first is >= (byte)'1' and <= (byte)'6', isClient = char.IsAsciiLetter((char)first);
        if (!isServer && !isClient) return Classification.NoMatch;
        // Whoever is contacted serves; only joined in the middle is it a guess who that is.
        if (isServer == (prefix.Direction == FlowDirection.FromInitiator) && !prefix.IsMidStream) return Classification.NoMatch;
        return isServer ? Server(prefix) : Client(prefix);
    }

    static Classification Server(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> rest = prefix.Bytes;
        bool isOnPort = prefix.HasPort(ControlPort);
        bool mayGreet = rest.Length < 4 ? ReplyLine.IsCodeSoFar(rest[..Math.Min(3, rest.Length)]) : MayGreet(ReplyLine.CodeOf(rest[..4]), isOnPort || prefix.IsMidStream);
        if (!mayGreet) return Classification.NoMatch;
        for (int lines = 0, replies = 0; lines < MaxLines && TryTakeLine(ref rest, out ReadOnlySpan<byte> line); lines++)
        {
            int code = ReplyLine.CodeOf(line);
            if (Contains(line, "SMTP"u8)) return Classification.NoMatch;
            if (Contains(line, "FTP"u8) || isOnPort) return Classification.Match(Confidence);
            // The first line of the second reply: SMTP would say 250.
            if (replies > 0 && IsFtpReply(code)) return Classification.Match(Confidence);
            if (code >= 0 && !ReplyLine.OpensMore(line)) replies++;
        }

        return IsAnswered(prefix.Bytes, prefix.Opposite) ? Classification.Match(Confidence) : More(prefix.Bytes);
    }

    static Classification Client(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> rest = prefix.Bytes;
        VerbWeight heaviest = VerbWeight.None;
        int commands = 0;
        for (int lines = 0; lines < MaxLines && TryTakeLine(ref rest, out ReadOnlySpan<byte> line); lines++)
        {
            VerbWeight weight = FtpVerbs.WeightOf(line);
            if (weight == VerbWeight.None) return Classification.NoMatch;
            if (prefix.HasPort(ControlPort)) return Classification.Match(Confidence);
            if (weight > heaviest) heaviest = weight;
            if (++commands >= 2 && heaviest == VerbWeight.Own) return Classification.Match(Confidence);
        }

        rest = WireBytes.TrimEnd(rest, (byte)'\r');
        if (!rest.IsEmpty && (!FtpVerbs.MayBegin(rest) || rest.Length > LongestCommand)) return Classification.NoMatch;
        return IsAnswered(prefix.Opposite, prefix.Bytes) ? Classification.Match(Confidence) : More(prefix.Bytes);
    }

    // A server that greets, or is at work, and a client with a command that belongs to it.
    static bool IsAnswered(ReadOnlySpan<byte> server, ReadOnlySpan<byte> client)
    {
        if (!TryTakeLine(ref server, out ReadOnlySpan<byte> reply) || !TryTakeLine(ref client, out ReadOnlySpan<byte> command)) return false;
        int code = ReplyLine.CodeOf(reply);
        return FtpVerbs.WeightOf(command) switch
        {
            VerbWeight.Own => code >= 0,
            // NNTP greets with 200 and 201, and knows LIST, STAT, MODE, HELP and QUIT; SMTP greets with 220 and knows HELP, NOOP and QUIT.
            VerbWeight.Shared => code is 220 or 120 or 331 or 230 or 332 or 530 && (FtpVerbs.Is(command, "USER"u8) || FtpVerbs.Is(command, "PASS"u8)),
            _ => false,
        };
    }

    static bool MayGreet(int code, bool isLikely) => code is 220 or 120 || (isLikely && code >= 0);

    static bool IsFtpReply(int code) => code is 331 or 332 or 230 or 234 or 215 or 227 or 229 or 257;

    static bool Contains(ReadOnlySpan<byte> line, ReadOnlySpan<byte> word)
    {
        for (int at = line.IndexOfAny(word[0], (byte)(word[0] | 0x20)); at >= 0 && at + word.Length <= line.Length; at++)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(line.Slice(at, word.Length), word)) return true;
        }

        return false;
    }

    static bool TryTakeLine(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> line)
    {
        int end = bytes.IndexOf((byte)'\n');
        line = end < 0 ? default : bytes[..end];
        if (end < 0) return false;
        bytes = bytes[(end + 1)..];
        if (!line.IsEmpty && line[^1] == '\r') line = line[..^1];
        return true;
    }

    static Classification More(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= MaxBytes ? Classification.NoMatch : Classification.NeedMoreData(bytes.Length + 1);
}
