using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using NetWatch.Sdk.Protocols.Hashing;

namespace NetWatch.Sdk.Protocols.Tls;

/// <summary>
/// The JA3 fingerprint of a ClientHello and JA3S of a ServerHello, by the description that Salesforce publishes under the BSD licence: the numbers of
/// the hello as text, and the MD5 of it. GREASE (RFC 8701) is left out. Pure functions, safe on packet threads; they allocate the result only.
/// </summary>
public static class Ja3
{
    // The longest number is 65535, with its separator.
    const int DigitsOfNumber = 6;

    // Version, suite of a server, separators.
    const int MostBeside = 16;

    /// <summary>The text of a ClientHello: <c>version,suites,extensions,groups,point formats</c>, for instance <c>771,4865-4866,0-10-11,29-23,0</c>.</summary>
    /// <param name="hello">A hello whose <see cref="ClientHelloView.IsComplete"/> holds; of a cut one the result is meaningless.</param>
    public static string TextOf(in ClientHelloView hello)
    {
        byte[] text = ArrayPool<byte>.Shared.Rent(MostOf(hello));
        string result = Encoding.ASCII.GetString(text, 0, Write(hello, text));
        ArrayPool<byte>.Shared.Return(text);
        return result;
    }

    /// <summary>The text of a ServerHello: <c>version,suite,extensions</c>, for instance <c>771,4865,43-51</c>.</summary>
    public static string TextOf(in ServerHelloView hello)
    {
        byte[] text = ArrayPool<byte>.Shared.Rent(MostOf(hello));
        string result = Encoding.ASCII.GetString(text, 0, Write(hello, text));
        ArrayPool<byte>.Shared.Return(text);
        return result;
    }

    /// <summary>The fingerprint of a text: its MD5 as 32 hex digits in lower case.</summary>
    public static string HashOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Md5.HexOf(Encoding.ASCII.GetBytes(text));
    }

    /// <summary>How many bytes the text of a hello has at most.</summary>
    internal static int MostOf(in ClientHelloView hello) =>
        MostBeside + DigitsOfNumber * (hello.CipherSuites.Length / 2 + hello.Extensions.Length);

    /// <summary>How many bytes the text of a hello has at most.</summary>
    internal static int MostOf(in ServerHelloView hello) => MostBeside + DigitsOfNumber * (hello.Extensions.Length / 4);

    /// <summary>Writes the text of a ClientHello; <see cref="MostOf(in ClientHelloView)"/> bytes suffice. Returns how many it took.</summary>
    internal static int Write(in ClientHelloView hello, Span<byte> text)
    {
        hello.TryGetExtension(TlsExtensionType.SupportedGroups, out ReadOnlySpan<byte> groups);
        hello.TryGetExtension(TlsExtensionType.EcPointFormats, out ReadOnlySpan<byte> formats);
        int length = AppendNumber(text, 0, hello.LegacyVersion);
        text[length++] = (byte)',';
        length = AppendList(text, length, hello.CipherSuites);
        text[length++] = (byte)',';
        length = AppendExtensions(text, length, hello.Extensions);
        text[length++] = (byte)',';
        length = AppendList(text, length, ClientHelloExtensions.Vector16(groups));
        text[length++] = (byte)',';
        int start = length;
        foreach (byte format in ClientHelloExtensions.Vector8(formats))
        {
            if (length > start) text[length++] = (byte)'-';
            length = AppendNumber(text, length, format);
        }

        return length;
    }

    /// <summary>Writes the text of a ServerHello; <see cref="MostOf(in ServerHelloView)"/> bytes suffice. Returns how many it took.</summary>
    internal static int Write(in ServerHelloView hello, Span<byte> text)
    {
        int length = AppendNumber(text, 0, hello.LegacyVersion);
        text[length++] = (byte)',';
        length = AppendNumber(text, length, hello.CipherSuite);
        text[length++] = (byte)',';
        return AppendExtensions(text, length, hello.Extensions);
    }

    static int AppendList(Span<byte> text, int length, ReadOnlySpan<byte> values)
    {
        int start = length;
        for (; values.Length >= 2; values = values[2..]) length = AppendOne(text, length, start, BinaryPrimitives.ReadUInt16BigEndian(values));
        return length;
    }

    static int AppendExtensions(Span<byte> text, int length, ReadOnlySpan<byte> extensions)
    {
        int start = length;
        var reader = new TlsExtensionReader(extensions);
        while (reader.TryRead(out ushort type, out _)) length = AppendOne(text, length, start, type);
        return length;
    }

    static int AppendOne(Span<byte> text, int length, int start, ushort value)
    {
        if (TlsExtensionType.IsGrease(value)) return length;
        if (length > start) text[length++] = (byte)'-';
        return AppendNumber(text, length, value);
    }

    static int AppendNumber(Span<byte> text, int length, ushort value)
    {
        int count = value < 10 ? 1 : value < 100 ? 2 : value < 1000 ? 3 : value < 10_000 ? 4 : 5;
        uint rest = value;
        for (int at = length + count - 1; at >= length; at--)
        {
            uint tens = rest / 10;
            text[at] = (byte)('0' + rest - tens * 10);
            rest = tens;
        }

        return length + count;
    }
}
