using System.Text;

namespace NetWatch.Plugins.Snmp.Tests;

/// <summary>Builds encoded values.</summary>
static class Ber
{
    internal static byte[] Value(byte tag, params byte[] content) =>
        content.Length < 128 ? [tag, (byte)content.Length, .. content] : [tag, 0x82, (byte)(content.Length >> 8), (byte)content.Length, .. content];

    internal static byte[] Sequence(params byte[][] parts) => Value(0x30, Join(parts));

    internal static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    internal static byte[] Integer(int value)
    {
        byte[] bytes = [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
        int skip = 0;
        while (skip < 3 && bytes[skip] == 0 && bytes[skip + 1] < 128) skip++;
        return Value(2, bytes[skip..]);
    }

    internal static byte[] Text(string text) => Value(4, Encoding.Latin1.GetBytes(text));

    internal static byte[] Object(string dotted)
    {
        uint[] numbers = [.. dotted.Split('.').Select(uint.Parse)];
        List<byte> content = [(byte)(numbers[0] * 40 + numbers[1])];
        foreach (uint number in numbers[2..])
        {
            int groups = 1;
            while (groups < 5 && number >> 7 * groups != 0) groups++;
            for (int i = groups - 1; i >= 0; i--) content.Add((byte)(number >> 7 * i & 0x7F | (i > 0 ? 0x80u : 0)));
        }

        return Value(6, [.. content]);
    }

    internal static byte[] Variable(string name, byte[] value) => Sequence(Object(name), value);
}
