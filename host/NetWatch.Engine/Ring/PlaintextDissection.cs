using System.Globalization;
using System.Text;
using NetWatch.Engine.Decryption;
using NetWatch.Engine.Dissection;
using NetWatch.Sdk.Decryption;

namespace NetWatch.Engine.Ring;

/// <summary>The plaintext that a packet completed, as lines of its detail tree and of the Info column.</summary>
static class PlaintextDissection
{
    const int MaxLines = 200;
    const int MaxLine = 160;

    /// <summary>The first line of what the packet brought, or null when nothing of it was decrypted.</summary>
    internal static string? Summarize(IPlaintextHistory? history, in RingEntry entry)
    {
        if ((history as PlaintextHistory)?.Summarize(entry.FlowNumber, entry.Direction, entry.Time) is { } summary) return $"» {summary}";
        if ((history as PlaintextHistory)?.SummarizeMessages(entry.FlowNumber, entry.Direction, entry.Time) is { } message) return $"» {message}";
        foreach (PlaintextPiece piece in Pieces(history, entry))
        {
            if (piece.Bytes.IsEmpty) continue;
            ReadOnlySpan<byte> bytes = piece.Bytes.Span[..Math.Min(MaxLine, piece.Bytes.Length)];
            int end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
            string line = Text(end < 0 ? bytes : bytes[..end]);
            return string.Create(CultureInfo.InvariantCulture, $"» {piece.Bytes.Length} bytes: {line}");
        }

        return null;
    }

    internal static void Write(IPlaintextHistory? history, in RingEntry entry, DetailTree tree)
    {
        tree.CloseAll();
        tree.Map(0, -1);
        (history as PlaintextHistory)?.DissectMessages(entry.FlowNumber, entry.Direction, entry.Time, tree);
        if ((history as PlaintextHistory)?.TryDissect(entry.FlowNumber, entry.Direction, entry.Time, tree) == true)
        {
            tree.CloseAll();
            return;
        }

        int lines = 0;
        foreach (PlaintextPiece piece in Pieces(history, entry))
        {
            string stream = piece.StreamId == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" of stream {piece.StreamId}");
            if (piece.MissingBytes > 0)
            {
                tree.Add(string.Create(CultureInfo.InvariantCulture, $"Decrypted: {piece.MissingBytes} bytes{stream} are missing"), 0, 0);
                continue;
            }

            tree.Open(string.Create(CultureInfo.InvariantCulture, $"Decrypted: {piece.Bytes.Length} bytes{stream}"), 0, 0);
            ReadOnlySpan<byte> rest = piece.Bytes.Span;
            while (!rest.IsEmpty && lines++ < MaxLines)
            {
                int end = rest.IndexOf((byte)'\n');
                int length = Math.Min(end < 0 ? rest.Length : end + 1, MaxLine);
                tree.Add(Text(rest[..length].TrimEnd("\r\n"u8)), 0, 0);
                rest = rest[length..];
            }

            tree.Close();
        }
    }

    static IEnumerable<PlaintextPiece> Pieces(IPlaintextHistory? history, RingEntry entry)
    {
        if (history is null || entry.FlowNumber == 0) return [];
        return history.Read(entry.FlowNumber).Where(piece => piece.Direction == entry.Direction && piece.Time.Nanoseconds == entry.Time);
    }

    static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes).Replace('\uFFFD', '·');
}
