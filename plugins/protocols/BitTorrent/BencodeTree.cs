using System.Globalization;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.BitTorrent;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.BitTorrent;

/// <summary>Shows the entries of a bencoded dictionary, one level of dictionaries within included.</summary>
static class BencodeTree
{
    const int MaxEntries = 200;

    internal static void Write(ReadOnlySpan<byte> bytes, int at, IDetailTree tree, bool isInner = false)
    {
        var reader = new Bencode(bytes);
        if (!reader.TryTake((byte)'d')) return;
        for (int entries = 0; entries < MaxEntries; entries++)
        {
            int start = reader.Position;
            if (!reader.TryReadString(out ReadOnlySpan<byte> key)) return;
            int valueStart = reader.Position;
            if (!reader.TrySkip(out ReadOnlySpan<byte> value)) return;
            string name = WireText.Of(key, 32);
            int length = reader.Position - start;
            if (value[0] == 'd' && !isInner)
            {
                tree.Open(name, at + start, length);
                Write(value, at + valueStart, tree, isInner: true);
                tree.Close();
            }
            else
            {
                tree.Add($"{name}: {Text(value)}", at + start, length);
            }
        }
    }

    static string Text(ReadOnlySpan<byte> value)
    {
        var reader = new Bencode(value);
        if (reader.TryReadNumber(out long number)) return number.ToString(CultureInfo.InvariantCulture);
        if (!reader.TryReadString(out ReadOnlySpan<byte> text)) return string.Create(CultureInfo.InvariantCulture, $"({value.Length} bytes)");
        bool isPrintable = text.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0;
        if (isPrintable) return WireText.Of(text, 64);
        return text.Length <= 40 ? Convert.ToHexStringLower(text) : string.Create(CultureInfo.InvariantCulture, $"({text.Length} bytes)");
    }
}
