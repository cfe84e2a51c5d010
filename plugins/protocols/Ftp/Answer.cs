using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Ftp;

/// <summary>What a command has been answered so far: several replies where the first ones say that more follow (RFC 959 §4.2).</summary>
sealed class Answer
{
    internal const int MaxReplies = 8;

    const int MaxLines = 64;

    readonly TextLines _codes = new();
    readonly TextLines _lines = new();

    internal TextLines Codes => _codes;

    internal TextLines Lines => _lines;

    internal bool IsCut { get; private set; }

    internal void Clear()
    {
        _codes.Clear();
        _lines.Clear();
        IsCut = false;
    }

    /// <summary>Adds a reply.</summary>
    /// <param name="code">Its code, or -1.</param>
    /// <param name="reply">Its lines.</param>
    /// <param name="secret">What the command must not be shown with, as UTF-8; servers repeat it when they did not understand it.</param>
    internal void Add(int code, ReplyAssembler reply, ReadOnlySpan<byte> secret)
    {
        if (code >= 0) _codes.Add([(byte)('0' + code / 100), (byte)('0' + code / 10 % 10), (byte)('0' + code % 10)]);
        IsCut |= reply.IsCut;
        ReadOnlySpan<byte> rest = reply.Lines.Bytes;
        while (!rest.IsEmpty)
        {
            ReadOnlySpan<byte> line = TextLines.Take(ref rest);
            if (_lines.Count < MaxLines) _lines.Add(Reveals(line, secret) ? "(repeats a secret)"u8 : line);
            else IsCut = true;
        }
    }

    // Whether a line repeats a word of the secret.
    static bool Reveals(ReadOnlySpan<byte> line, ReadOnlySpan<byte> secret)
    {
        while (!secret.IsEmpty)
        {
            int end = secret.IndexOf((byte)' ');
            ReadOnlySpan<byte> word = end < 0 ? secret : secret[..end];
            if (!word.IsEmpty && line.IndexOf(word) >= 0) return true;
            secret = end < 0 ? default : secret[(end + 1)..];
        }

        return false;
    }
}
