using System.Text;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Terminal.Tests;

/// <summary>
/// A terminal that understands exactly the sequences that the encoder may send and throws on any other. Wide characters behave as in
/// real terminals: overwriting one half blanks the other.
/// </summary>
sealed class TestScreen
{
    readonly HashSet<string> _modes = [];
    (int Rune, string Style)[,] _cells = new (int, string)[0, 0];
    int _x, _y;
    string _style = "\e[0m";

    public int Width { get; private set; }

    public int Height { get; private set; }

    /// <summary>Private modes that are on.</summary>
    public IReadOnlySet<string> Modes => _modes;

    /// <summary>The attributes that text written now would get.</summary>
    public string Style => _style;

    /// <summary>Another size; what is on the screen then is anything.</summary>
    public void Resize(int width, int height)
    {
        (Width, Height) = (width, height);
        _cells = new (int, string)[height, width];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) _cells[y, x] = ('#', "garbage");
        (_x, _y) = (0, 0);
    }

    public (int Rune, string Style) At(int x, int y) => _cells[y, x];

    public string Row(int y)
    {
        var text = new StringBuilder();
        for (int x = 0; x < Width; x++)
            if (_cells[y, x].Rune != 0) text.Append(new Rune(_cells[y, x].Rune).ToString());
        return text.ToString().TrimEnd();
    }

    public string Text => string.Join('\n', Enumerable.Range(0, Height).Select(Row));

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (bytes[0] == 0x1B) bytes = Sequence(bytes);
            else
            {
                Rune.DecodeFromUtf8(bytes, out Rune rune, out int taken).ShouldBe(System.Buffers.OperationStatus.Done);
                Put(rune.Value);
                bytes = bytes[taken..];
            }
        }
    }

    ReadOnlySpan<byte> Sequence(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\e]11;?\e\\"u8)) return bytes[8..];
        bytes[1].ShouldBe((byte)'[');
        int end = 2;
        while (bytes[end] is < 0x40 or > 0x7E) end++;
        string body = Encoding.ASCII.GetString(bytes[2..end]);
        switch ((char)bytes[end])
        {
            case 'm': _style = $"\e[{body}m"; break;
            case 'H':
                string[] place = body.Split(';');
                _y = Number(place[0]) - 1;
                _x = (place.Length > 1 ? Number(place[1]) : 1) - 1;
                (_x < Width || _x == 0).ShouldBeTrue();
                (_y < Height || _y == 0).ShouldBeTrue();
                break;
            case 'C': _x += Number(body); break;
            case 'J':
                body.ShouldBe("2");
                for (int y = 0; y < Height; y++)
                    for (int x = 0; x < Width; x++) _cells[y, x] = (' ', _style);
                break;
            case 'h': _modes.Add(body); break;
            case 'l': _modes.Remove(body); break;
            default: throw new InvalidOperationException($"Unknown sequence ESC [ {body} {(char)bytes[end]}");
        }

        return bytes[(end + 1)..];
    }

    static int Number(string text) => text.Length == 0 ? 1 : int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    void Put(int rune)
    {
        int width = CellWidth.Of(rune);
        width.ShouldBeGreaterThan(0);
        (_x + width).ShouldBeLessThanOrEqualTo(Width, "text beyond the last column");
        for (int x = _x; x < _x + width; x++) BreakWide(x);
        _cells[_y, _x] = (rune, _style);
        if (width == 2) _cells[_y, _x + 1] = (0, _style);
        _x += width;
    }

    void BreakWide(int x)
    {
        if (_cells[_y, x].Rune == 0) _cells[_y, x - 1] = (' ', _cells[_y, x - 1].Style);
        else if (CellWidth.Of(_cells[_y, x].Rune) == 2 && x + 1 < Width) _cells[_y, x + 1] = (' ', _cells[_y, x + 1].Style);
    }
}
