using System.Globalization;

namespace NetWatch.Terminal.Input;

/// <summary>The answer to OSC 11, for instance <c>11;rgb:1212/1515/1a1a</c>: one to four hexadecimal digits a channel (XParseColor).</summary>
static class BackgroundReply
{
    public static bool TryParse(ReadOnlySpan<byte> text, out int rgb)
    {
        rgb = 0;
        if (!text.StartsWith("11;rgb"u8)) return false;
        int colon = text.IndexOf((byte)':');
        if (colon < 0) return false;
        ReadOnlySpan<byte> rest = text[(colon + 1)..];
        for (int channel = 0; channel < 3; channel++)
        {
            int end = rest.IndexOf((byte)'/');
            ReadOnlySpan<byte> digits = end < 0 ? rest : rest[..end];
            if (digits.Length is 0 or > 4 || !int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value)) return false;
            rgb = (rgb << 8) | (value * 255 / ((1 << (4 * digits.Length)) - 1));
            rest = end < 0 ? default : rest[(end + 1)..];
        }

        return true;
    }
}
