using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Connections;

/// <summary>
/// The decrypted conversation of one flow: as the messages of its protocol, fields and bodies decoded, or as text or hex, each side in its colour. Made
/// anew when there is more of it.
/// </summary>
sealed class StreamView(IPlaintextHistory? history)
{
    const int MaxLines = 10_000;
    const int HexBytes = 16;

    readonly List<(string Text, StyleRole Role)> _lines = [];
    ListCursor _cursor;
    long _number;
    int _pieces = -1;
    int _width = -1;
    int _page = 1;
    StreamForm _form;
    bool _hasMessages;

    internal string Title => _form switch
    {
        StreamForm.Hex => "Plaintext, hex",
        StreamForm.Messages when _hasMessages => "Plaintext, messages",
        _ => "Plaintext",
    };

    /// <summary>Messages where the protocol inside is known, text, hex, and from the start.</summary>
    internal void NextForm()
    {
        _form = _form switch { StreamForm.Messages when _hasMessages => StreamForm.Text, StreamForm.Hex => StreamForm.Messages, _ => StreamForm.Hex };
        _pieces = -1;
    }

    /// <summary>Makes the lines where the flow, its plaintext or the width has changed; before the title is drawn, since that depends on them.</summary>
    internal void Update(int width, long flowNumber, string why)
    {
        ImmutableArray<PlaintextPiece> pieces = history?.Read(flowNumber) ?? [];
        if (flowNumber != _number || pieces.Length != _pieces || width != _width) Build(flowNumber, pieces, width, why);
    }

    internal void Draw(Surface surface)
    {
        _page = surface.Height;
        _cursor.Fit(0, _lines.Count, surface.Height);
        for (int y = 0; y < surface.Height && _cursor.Top + y < _lines.Count; y++)
        {
            (string text, StyleRole role) = _lines[(int)_cursor.Top + y];
            surface.WriteField(1, y, surface.Width - 2, text, role);
        }

        ScrollBar.Draw(surface.Slice(surface.Width - 1, 0, 1, surface.Height), _cursor.Top, _lines.Count);
    }

    internal void Scroll(int rows) => _cursor.Scroll(rows);

    /// <summary>Takes the keys of a list as scrolling.</summary>
    internal bool OnKey(in KeyPress key)
    {
        long end = Math.Max(1, _lines.Count - _page + 1);
        var cursor = new ListCursor();
        cursor.Select(_cursor.Top);
        if (!cursor.OnKey(key, 0, end, _page)) return false;
        _cursor.ScrollTo(cursor.Selected);
        return true;
    }

    void Build(long number, ImmutableArray<PlaintextPiece> pieces, int width, string why)
    {
        if (number != _number) _cursor.ScrollTo(0);
        (_number, _pieces, _width) = (number, pieces.Length, width);
        _lines.Clear();
        if (pieces.IsEmpty) _lines.Add((why, StyleRole.Muted));
        if (_form == StreamForm.Messages && AddMessages(number, Math.Max(8, width - 2))) return;
        PlaintextPiece? before = null;
        foreach (PlaintextPiece piece in pieces)
        {
            if (_lines.Count >= MaxLines) break;
            if (before is null || before.Direction != piece.Direction || before.StreamId != piece.StreamId) AddHeading(piece);
            before = piece;
            StyleRole role = piece.Direction == FlowDirection.FromInitiator ? StyleRole.Upload : StyleRole.Download;
            if (piece.MissingBytes > 0) _lines.Add((string.Create(CultureInfo.InvariantCulture, $"[{piece.MissingBytes} bytes are missing]"), StyleRole.Warning));
            else if (_form == StreamForm.Hex) AddHex(piece.Bytes.Span, role);
            else AddText(piece.Bytes.Span, Math.Max(8, width - 2), role);
        }
    }

    bool AddMessages(long number, int width)
    {
        ImmutableArray<DetailNode> nodes = history?.Dissect(number) ?? [];
        _hasMessages = !nodes.IsEmpty;
        StyleRole role = StyleRole.Default;
        foreach (DetailNode node in nodes)
        {
            // The first level below an exchange says whose message it is.
            if (node.Depth == 1) role = node.Text.Contains("esponse", StringComparison.Ordinal) ? StyleRole.Download : StyleRole.Upload;
            string indent = new(' ', Math.Min(2 * node.Depth, width / 2));
            int room = width - indent.Length;
            for (int at = 0; (at < node.Text.Length || at == 0) && _lines.Count < MaxLines; at += room)
                _lines.Add((string.Concat(indent, node.Text.AsSpan(at, Math.Min(room, node.Text.Length - at))), node.Depth == 0 ? StyleRole.Heading : role));
        }

        return _hasMessages;
    }

    void AddHeading(PlaintextPiece piece)
    {
        string side = piece.Direction == FlowDirection.FromInitiator ? "↑ client" : "↓ server";
        string stream = piece.StreamId == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", stream {piece.StreamId}");
        _lines.Add(($"{side}{stream}", StyleRole.Heading));
    }

    void AddText(ReadOnlySpan<byte> bytes, int width, StyleRole role)
    {
        string text = Encoding.UTF8.GetString(bytes);
        foreach (string line in text.Split('\n'))
        {
            string clean = Clean(line.TrimEnd('\r'));
            for (int at = 0; (at < clean.Length || at == 0) && _lines.Count < MaxLines; at += width)
                _lines.Add((clean.Substring(at, Math.Min(width, clean.Length - at)), role));
        }

        if (_lines.Count > 0 && _lines[^1].Text.Length == 0) _lines.RemoveAt(_lines.Count - 1);
    }

    static string Clean(string line) => string.Create(line.Length, line, static (span, source) =>
    {
        for (int i = 0; i < span.Length; i++) span[i] = char.IsControl(source[i]) || source[i] == '\uFFFD' ? '·' : source[i];
    });

    void AddHex(ReadOnlySpan<byte> bytes, StyleRole role)
    {
        var text = new StringBuilder(80);
        for (int at = 0; at < bytes.Length && _lines.Count < MaxLines; at += HexBytes)
        {
            ReadOnlySpan<byte> row = bytes.Slice(at, Math.Min(HexBytes, bytes.Length - at));
            text.Clear().Append(CultureInfo.InvariantCulture, $"{at:x6}  ");
            for (int i = 0; i < HexBytes; i++)
            {
                if (i < row.Length) text.Append(CultureInfo.InvariantCulture, $"{row[i]:x2} ");
                else text.Append("   ");
            }

            text.Append(' ');
            foreach (byte value in row) text.Append(value is >= 0x20 and < 0x7F ? (char)value : '·');
            _lines.Add((text.ToString(), role));
        }
    }
}
