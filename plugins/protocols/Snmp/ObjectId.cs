using System.Globalization;
using System.Text;

namespace NetWatch.Plugins.Snmp;

/// <summary>Object identifiers as dotted numbers (X.690 §8.19). At most 128 numbers of 32 bits (RFC 2578 §3.5); what breaks that ends the text.</summary>
static class ObjectId
{
    const int MaxNumbers = 128;

    internal static string Text(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty) return "";
        var text = new StringBuilder();
        int numbers = 0;
        ulong number = 0;
        for (int i = 0; i < content.Length; i++)
        {
            number = number << 7 | (uint)(content[i] & 0x7F);
            if (number > uint.MaxValue || numbers == MaxNumbers) return text.Append('…').ToString();
            if ((content[i] & 0x80) != 0) continue;
            if (numbers++ > 0) text.Append(CultureInfo.InvariantCulture, $".{number}");
            else text.Append(CultureInfo.InvariantCulture, $"{Math.Min(2, number / 40)}.{number - (Math.Min(2, number / 40) * 40)}");
            number = 0;
        }

        // The last number has no end.
        if ((content[^1] & 0x80) != 0) text.Append('…');
        return text.ToString();
    }
}
