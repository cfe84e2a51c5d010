using System.Text;

namespace NetWatch.Sdk.Protocols.Text;

/// <summary>
/// Texts as UTF-8 in one piece of memory, each with a line feed behind it: what a fact keeps of a reply of several lines. Used again and again;
/// for one thread. How much is added is for the caller to bound.
/// </summary>
public sealed class TextLines
{
    // Who waits to be used again holds no more than this.
    const int MaxKept = 4096;

    byte[] _bytes = [];
    int _length;
    int _last;

    /// <summary>How many texts there are.</summary>
    public int Count { get; private set; }

    /// <summary>All texts with their line feeds; valid until something is added.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>The text that was added last; empty when there is none. Valid until something is added.</summary>
    public ReadOnlySpan<byte> Last => Count == 0 ? default : _bytes.AsSpan(_last, _length - _last - 1);

    /// <summary>Forgets all texts.</summary>
    public void Clear()
    {
        Count = _length = _last = 0;
        if (_bytes.Length > MaxKept) _bytes = [];
    }

    /// <summary>Adds a text. It must be UTF-8 without a line feed, as <see cref="WireText.Utf8Of"/> makes it.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        int needed = _length + text.Length + 1;
        if (needed > _bytes.Length) Array.Resize(ref _bytes, Math.Max(128, needed * 2));
        text.CopyTo(_bytes.AsSpan(_length));
        _bytes[needed - 1] = (byte)'\n';
        _last = _length;
        _length = needed;
        Count++;
    }

    /// <summary>The texts of such a piece of memory as strings.</summary>
    public static string[] ToStrings(ReadOnlySpan<byte> lines)
    {
        int count = 0;
        foreach (byte value in lines) count += value == '\n' ? 1 : 0;
        string[] texts = new string[count];
        for (int i = 0; i < count; i++) texts[i] = Encoding.UTF8.GetString(Take(ref lines));
        return texts;
    }

    /// <summary>Takes the first text off such a piece of memory, which must not be empty.</summary>
    public static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> lines)
    {
        int end = lines.IndexOf((byte)'\n');
        ReadOnlySpan<byte> text = end < 0 ? lines : lines[..end];
        lines = end < 0 ? default : lines[(end + 1)..];
        return text;
    }
}
