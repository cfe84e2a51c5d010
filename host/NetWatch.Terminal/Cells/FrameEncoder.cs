using System.Runtime.InteropServices;
using NetWatch.Sdk.Tabs;
using NetWatch.Terminal.Themes;

namespace NetWatch.Terminal.Cells;

/// <summary>
/// Turns the difference between what the terminal shows and the next frame into bytes: rows that are equal are skipped, cells that
/// are equal are jumped over, colours are sent when they change. Allocates nothing in the steady state. Only the screen's thread uses it.
/// </summary>
public sealed class FrameEncoder
{
    // A cursor move costs four bytes or more, so up to this many unchanged cells are written again instead.
    const int GapWrittenAgain = 4;

    readonly ByteBuffer _bytes = new();
    readonly CellGrid _shown = new();
    SgrTable _styles;
    bool _isKnown;
    int _cursorX, _cursorY;
    int _style;

    /// <summary>An encoder for a theme.</summary>
    public FrameEncoder(SgrTable styles) => _styles = styles;

    /// <summary>Uses other colours from the next frame on, which is painted in full.</summary>
    public void UseStyles(SgrTable styles)
    {
        _styles = styles;
        Invalidate();
    }

    /// <summary>The terminal may show anything now: the next frame is painted in full.</summary>
    public void Invalidate() => _isKnown = false;

    /// <summary>
    /// The bytes that turn what is shown into <paramref name="next"/>; empty when nothing changed. Valid until the next call.
    /// </summary>
    public ReadOnlySpan<byte> Encode(CellGrid next)
    {
        next.MendHalves();
        _bytes.Clear();
        _cursorX = _cursorY = -1;
        _style = -1;
        bool isFull = !_isKnown || next.Width != _shown.Width || next.Height != _shown.Height;
        if (isFull) BeginFull(next);
        for (int y = 0; y < next.Height; y++) EncodeRow(y, next.Row(y), _shown.Row(y));
        if (_bytes.Length == 0) return default;

        // Attributes do not outlive a frame, so that whatever ends the program leaves none behind.
        _bytes.Write("\e[0m\e[?2026l"u8);
        next.Cells.CopyTo(_shown.Cells);
        _isKnown = true;
        return _bytes.Written;
    }

    void BeginFull(CellGrid next)
    {
        _shown.Reset(next.Width, next.Height);
        Begin();
        SetStyle(StyleOf(Cell.Blank));
        _bytes.Write("\e[H\e[2J"u8);

        // Not every terminal erases with the current background, so a theme that has its own writes every cell.
        if (!_styles.HasOwnBackground) return;
        _shown.Cells.Clear();
    }

    void Begin()
    {
        if (_bytes.Length == 0) _bytes.Write("\e[?2026h"u8);
    }

    void EncodeRow(int y, ReadOnlySpan<Cell> next, ReadOnlySpan<Cell> shown)
    {
        if (MemoryMarshal.AsBytes(next).SequenceEqual(MemoryMarshal.AsBytes(shown))) return;
        for (int x = 0; x < next.Length; x++)
        {
            Cell cell = next[x];
            bool isSame = cell == shown[x] && (!cell.IsWide || next[x + 1] == shown[x + 1]);
            if (isSame || cell.Rune == 0) continue;
            MoveTo(x, y, next);
            Put(cell);
        }
    }

    void MoveTo(int x, int y, ReadOnlySpan<Cell> row)
    {
        Begin();
        if (y == _cursorY && _cursorX >= 0 && _cursorX <= x)
        {
            int gap = x - _cursorX;
            if (gap == 0) return;
            if (gap <= GapWrittenAgain && IsPlain(row[_cursorX..x]))
            {
                foreach (Cell cell in row[_cursorX..x]) Put(cell);
                return;
            }

            _bytes.Write("\e["u8);
            if (gap > 1) _bytes.Write(gap);
            _bytes.Write("C"u8);
        }
        else
        {
            _bytes.Write("\e["u8);
            _bytes.Write(y + 1);
            if (x > 0)
            {
                _bytes.Write(";"u8);
                _bytes.Write(x + 1);
            }

            _bytes.Write("H"u8);
        }

        _cursorX = x;
        _cursorY = y;
    }

    bool IsPlain(ReadOnlySpan<Cell> cells)
    {
        foreach (Cell cell in cells)
            if (cell.IsWide || cell.Rune is < 0x20 or > 0x7E || StyleOf(cell) != _style) return false;
        return true;
    }

    void Put(Cell cell)
    {
        SetStyle(StyleOf(cell));
        _bytes.WriteRune(cell.Rune);
        _cursorX += cell.IsWide ? 2 : 1;

        // Terminals disagree on how wide pictographs are: say where the next character goes instead of trusting them.
        if (cell.Rune >= 0x1F000) _cursorX = -1;
    }

    static int StyleOf(Cell cell) => SgrTable.IndexOf(cell.Role, cell.Attributes);

    void SetStyle(int style)
    {
        if (style == _style) return;
        _style = style;
        _bytes.Write(_styles[style]);
    }
}
