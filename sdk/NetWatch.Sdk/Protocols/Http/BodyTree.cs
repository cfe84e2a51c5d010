using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace NetWatch.Sdk.Protocols.Http;

/// <summary>Adds a body to a detail tree: decoded, with its length, its text line by line or what kind of binary it is. Called by dissectors; screen's thread.</summary>
public static class BodyTree
{
    const int MaxShown = 64 << 10;
    const int MaxLines = 1500;

    // What text does not hold: control characters but for tab, line feed, form feed, carriage return, escape.
    static readonly SearchValues<byte> ControlBytes = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 28, 29, 30, 31]);

    /// <summary>Adds a node for the body, and below it the content.</summary>
    /// <param name="tree">Takes the nodes.</param>
    /// <param name="title">What the body is of, for instance <c>Body of stream 5</c>.</param>
    /// <param name="body">The body as transferred, framing undone.</param>
    /// <param name="contentEncoding">The Content-Encoding field, or null.</param>
    /// <param name="contentType">The media type, or null.</param>
    /// <param name="isWhole">Whether the body is there to its end.</param>
    /// <param name="start">Where the nodes point: start of the range.</param>
    /// <param name="length">Length of the range.</param>
    /// <param name="maxLine">Longer lines are broken, in characters; at most 500.</param>
    public static void Add(
        IDetailTree tree, string title, ReadOnlySpan<byte> body, string? contentEncoding, string? contentType, bool isWhole, int start, int length,
        int maxLine = 160)
    {
        if (body.IsEmpty) return;
        DecodedContent content = ContentCoding.Decode(body, contentEncoding, MaxShown);
        bool isCoded = !string.IsNullOrEmpty(contentEncoding) && content.Length > 0;
        string sizes = isCoded
            ? string.Create(CultureInfo.InvariantCulture, $"{body.Length:N0} bytes {contentEncoding}, {content.Length:N0} decoded")
            : string.Create(CultureInfo.InvariantCulture, $"{body.Length:N0} {(body.Length == 1 ? "byte" : "bytes")}");
        tree.Open($"{title}: {sizes}{(contentType is null ? "" : $", {contentType}")}{(isWhole ? "" : ", not complete here")}", start, length);
        // That a body which goes on in later packets ends early is no news.
        if (content.Note is not null && (isWhole || content.Length == 0)) tree.Add(content.Note, start, length);
        if (contentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true) AddGrpc(tree, content.Bytes.Span, start, length);
        else AddContent(tree, content.Bytes.Span, content.Length, start, length, maxLine);
        tree.Close();
    }

    /// <summary>Adds content that needs no decoding: lines of text, or the kind of binary. Adds to the node that is open.</summary>
    /// <param name="tree">Takes the nodes.</param>
    /// <param name="content">The first bytes of it.</param>
    /// <param name="totalLength">How many there are in all.</param>
    /// <param name="start">Where the nodes point: start of the range.</param>
    /// <param name="length">Length of the range.</param>
    /// <param name="maxLine">Longer lines are broken, in characters; at most 500.</param>
    public static void AddContent(IDetailTree tree, ReadOnlySpan<byte> content, long totalLength, int start, int length, int maxLine = 160)
    {
        if (content.IsEmpty) return;
        if (content.Length > MaxShown) content = content[..MaxShown];
        if (!TryText(content, out string text))
        {
            tree.Add($"Binary, begins with {Convert.ToHexString(content[..Math.Min(32, content.Length)])}", start, length);
            return;
        }

        int lines = AddLines(tree, text, start, length, Math.Clamp(maxLine, 16, 500));
        if (totalLength > content.Length || lines >= MaxLines)
            tree.Add(string.Create(CultureInfo.InvariantCulture, $"… {totalLength:N0} bytes in all"), start, length);
    }

    static bool TryText(ReadOnlySpan<byte> content, out string text)
    {
        text = "";
        if (content.IndexOfAny(ControlBytes) >= 0) return false;
        // A character may be cut at the end of what is shown.
        int end = content.Length;
        for (int back = 0; back < 4 && end > 0 && !Utf8.IsValid(content[..end]); back++) end--;
        bool isUtf8 = Utf8.IsValid(content[..end]);
        text = (isUtf8 ? Encoding.UTF8 : Encoding.Latin1).GetString(isUtf8 ? content[..end] : content);
        return true;
    }

    static int AddLines(IDetailTree tree, string text, int start, int length, int maxLine)
    {
        int lines = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            ReadOnlySpan<char> rest = line;
            do
            {
                if (lines++ >= MaxLines) return lines;
                int taken = Math.Min(maxLine, rest.Length);
                if (taken < rest.Length && char.IsHighSurrogate(rest[taken - 1])) taken--;
                tree.Add(rest[..taken].ToString().Replace('\t', ' '), start, length);
                rest = rest[taken..];
            }
            while (!rest.IsEmpty);
        }

        return lines;
    }

    // Messages with a flag and a length of four bytes before each.
    static void AddGrpc(IDetailTree tree, ReadOnlySpan<byte> content, int start, int length)
    {
        for (int count = 0; content.Length >= 5 && count < 100; count++)
        {
            uint size = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(content[1..]);
            ReadOnlySpan<byte> message = content[5..];
            bool isWhole = size <= message.Length;
            message = message[..(int)Math.Min(size, (uint)message.Length)];
            string bytes = Convert.ToHexString(message[..Math.Min(32, message.Length)]);
            tree.Add(string.Create(CultureInfo.InvariantCulture, $"gRPC message, {size:N0} bytes{(content[0] == 1 ? ", compressed" : "")}{(isWhole ? "" : ", cut")}: {bytes}"), start, length);
            content = content[(5 + message.Length)..];
        }
    }
}
