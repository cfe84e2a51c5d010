using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Shell;

/// <summary>Breaks a text at blanks into lines of at most a width, without allocating; a word that is longer is broken where the line ends.</summary>
ref struct WrappedText(ReadOnlySpan<char> text, int width)
{
    readonly int _width = Math.Max(1, width);
    ReadOnlySpan<char> _rest = text.Trim();

    /// <summary>The line after <see cref="MoveNext"/>.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    /// <summary>What was not given out yet.</summary>
    public readonly ReadOnlySpan<char> Rest => _rest;

    public readonly WrappedText GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.IsEmpty) return false;
        int end = 0, cells = 0, blank = -1;
        while (end < _rest.Length && _rest[end] != '\n')
        {
            System.Text.Rune.DecodeFromUtf16(_rest[end..], out System.Text.Rune rune, out int taken);
            int next = cells + CellWidth.Of(rune.Value);
            if (next > _width && end > 0) break;
            if (rune.Value == ' ') blank = end;
            cells = next;
            end += taken;
        }

        bool isWhole = end == _rest.Length || _rest[end] is ' ' or '\n';
        int cut = isWhole || blank <= 0 ? end : blank;
        Current = _rest[..cut].TrimEnd();
        _rest = _rest[cut..].TrimStart();
        return true;
    }

    /// <summary>How many lines a text takes.</summary>
    public static int CountLines(ReadOnlySpan<char> text, int width)
    {
        int count = 0;
        foreach (ReadOnlySpan<char> _ in new WrappedText(text, width)) count++;
        return count;
    }
}
