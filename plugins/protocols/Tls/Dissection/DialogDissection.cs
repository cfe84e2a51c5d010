using System.Globalization;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.Tls;

/// <summary>The dialog in front of TLS: its lines, or its length where it is not text.</summary>
static class DialogDissection
{
    const int MaxLines = 64;
    const int MaxLine = 200;

    /// <summary>What the packet says of the dialog, or null when it says nothing.</summary>
    internal static string? Summarize(in DissectionInput input)
    {
        int start = input.PacketStart, end = End(input);
        if (end <= start) return null;
        ReadOnlySpan<byte> bytes = input.Bytes[start..end];
        return "Before TLS: " + (IsText(bytes) ? Text(bytes[..LineLength(bytes)]) : Size(bytes.Length));
    }

    /// <summary>Adds the lines of the packet that belong to the dialog. False when it has none.</summary>
    internal static bool Add(in DissectionInput input, IDetailTree tree)
    {
        int start = input.PacketStart, end = End(input);
        if (end <= start) return false;
        tree.Open("Before TLS: " + Size(end - start), start, end - start);
        bool isText = IsText(input.Bytes[start..end]);
        for (int lines = 0; isText && start < end && lines < MaxLines; lines++)
        {
            int length = LineLength(input.Bytes[start..end]);
            tree.Add(Text(input.Bytes.Slice(start, length)), start, length);
            start += length;
        }

        tree.Close();
        return true;
    }

    static int End(in DissectionInput input) => input.StartsAtFirstByte ? RecordWalk.DialogLength(input.Bytes) : 0;

    static bool IsText(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyInRange((byte)0, (byte)8);

    static int LineLength(ReadOnlySpan<byte> bytes)
    {
        int feed = bytes.IndexOf((byte)'\n');
        return feed < 0 ? bytes.Length : feed + 1;
    }

    static string Text(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> text = line.TrimEnd("\r\n"u8);
        return text.Length <= MaxLine ? HelloFacts.Text(text) : HelloFacts.Text(text[..MaxLine]) + "…";
    }

    static string Size(int length) => length == 1 ? "1 byte" : string.Create(CultureInfo.InvariantCulture, $"{length} bytes");
}
