using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Ftp;

/// <summary>
/// Puts the lines of a reply together (RFC 959 §4.2): <c>123-</c> opens one that goes on, whatever its lines begin with, until <c>123 </c>.
/// </summary>
sealed class ReplyAssembler
{
    const int MaxLines = 64;
    const int MaxLineText = 512;

    readonly TextLines _lines = new();
    int _open = -1;

    /// <summary>The lines kept, without codes.</summary>
    internal TextLines Lines => _lines;

    internal bool IsCut { get; private set; }

    internal void Clear()
    {
        _lines.Clear();
        _open = -1;
        IsCut = false;
    }

    /// <summary>
    /// Takes a line. True when it ends a reply, whose code is then given; -1 for a line with digits in front that are no code, which some
    /// servers answer with.
    /// </summary>
    internal bool TryComplete(ReadOnlySpan<byte> line, out int code)
    {
        if (_open < 0) Clear();
        code = ReplyLine.CodeOf(line);
        if (_open >= 0)
        {
            bool isLast = code == _open && !ReplyLine.OpensMore(line);
            Keep(isLast || code == _open ? ReplyLine.TextOf(line) : WireBytes.Trim(line, (byte)' '));
            if (isLast) _open = -1;
            return isLast;
        }

        if (code < 0)
        {
            if (line.IsEmpty || !char.IsAsciiDigit((char)line[0])) return false;
            Keep(line);
            return true;
        }

        Keep(ReplyLine.TextOf(line));
        if (!ReplyLine.OpensMore(line)) return true;
        _open = code;
        return false;
    }

    void Keep(ReadOnlySpan<byte> text)
    {
        if (_lines.Count < MaxLines) _lines.Add(WireText.Utf8Of(text, MaxLineText));
        else IsCut = true;
        if (text.Length > MaxLineText) IsCut = true;
    }
}
