using System.Globalization;

namespace NetWatch.Terminal.Shell;

/// <summary>Text in a buffer of the caller, so that a line is put together without allocating. What does not fit is cut.</summary>
ref struct TextBuilder(Span<char> room)
{
    readonly Span<char> _room = room;
    int _length;

    /// <summary>The text so far.</summary>
    public readonly ReadOnlySpan<char> Text => _room[.._length];

    public TextBuilder Clear()
    {
        _length = 0;
        return this;
    }

    public void Append(ReadOnlySpan<char> text)
    {
        int count = Math.Min(text.Length, _room.Length - _length);
        text[..count].CopyTo(_room[_length..]);
        _length += count;
    }

    /// <summary>A whole number with separators: <c>1,234,567</c>.</summary>
    public void AppendCount(long value)
    {
        if (value.TryFormat(_room[_length..], out int written, "N0", CultureInfo.InvariantCulture)) _length += written;
    }

    /// <summary>A number with three digits that matter and a prefix: <c>12.3 M</c>, <c>999</c>, <c>1.00 k</c>.</summary>
    public void AppendScaled(double value)
    {
        ReadOnlySpan<char> prefixes = " kMGTP";
        value = double.IsFinite(value) ? Math.Max(0, value) : 0;
        int prefix = 0;
        // 999.5 would be shown as 1000.
        while (value >= 999.5 && prefix < prefixes.Length - 1)
        {
            value /= 1000;
            prefix++;
        }

        ReadOnlySpan<char> format = prefix == 0 || value >= 99.95 ? "F0" : value >= 9.995 ? "F1" : "F2";
        if (value.TryFormat(_room[_length..], out int written, format, CultureInfo.InvariantCulture)) _length += written;
        Append(" ");
        if (prefix > 0) Append(prefixes.Slice(prefix, 1));
    }
}
