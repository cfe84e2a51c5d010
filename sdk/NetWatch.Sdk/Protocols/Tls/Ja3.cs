using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols.Tls;

/// <summary>
/// The JA3 fingerprint of a ClientHello and JA3S of a ServerHello, by the description that Salesforce publishes under the BSD licence: the numbers of
/// the hello as text, and the MD5 of it. GREASE (RFC 8701) is left out. Pure functions, safe on packet threads; they allocate the result only.
/// </summary>
public static class Ja3
{
    // The longest number is 65535, with its separator.
    const int DigitsOfNumber = 6;

    /// <summary>The text of a ClientHello: <c>version,suites,extensions,groups,point formats</c>, for instance <c>771,4865-4866,0-10-11,29-23,0</c>.</summary>
    /// <param name="hello">A hello whose <see cref="ClientHelloView.IsComplete"/> holds; of a cut one the result is meaningless.</param>
    public static string TextOf(in ClientHelloView hello)
    {
        hello.TryGetExtension(TlsExtensionType.SupportedGroups, out ReadOnlySpan<byte> groups);
        hello.TryGetExtension(TlsExtensionType.EcPointFormats, out ReadOnlySpan<byte> formats);
        new ByteReader(groups).TryReadVector16(out groups);
        new ByteReader(formats).TryReadVector8(out formats);
        int most = 16 + DigitsOfNumber * (hello.CipherSuites.Length / 2 + hello.Extensions.Length / 4 + groups.Length / 2 + formats.Length);
        char[] text = ArrayPool<char>.Shared.Rent(most);
        int length = AppendNumber(text, 0, hello.LegacyVersion);
        text[length++] = ',';
        length = AppendList(text, length, hello.CipherSuites);
        text[length++] = ',';
        length = AppendExtensions(text, length, hello.Extensions);
        text[length++] = ',';
        length = AppendList(text, length, groups);
        text[length++] = ',';
        for (int i = 0; i < formats.Length; i++)
        {
            if (i > 0) text[length++] = '-';
            length = AppendNumber(text, length, formats[i]);
        }

        return Take(text, length);
    }

    /// <summary>The text of a ServerHello: <c>version,suite,extensions</c>, for instance <c>771,4865,43-51</c>.</summary>
    public static string TextOf(in ServerHelloView hello)
    {
        char[] text = ArrayPool<char>.Shared.Rent(16 + DigitsOfNumber * (hello.Extensions.Length / 4));
        int length = AppendNumber(text, 0, hello.LegacyVersion);
        text[length++] = ',';
        length = AppendNumber(text, length, hello.CipherSuite);
        text[length++] = ',';
        return Take(text, AppendExtensions(text, length, hello.Extensions));
    }

    /// <summary>The fingerprint of a text: its MD5 as 32 hex digits in lower case.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "JA3 is defined as an MD5; it protects nothing.")]
    public static string HashOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<byte> hash = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(Encoding.ASCII.GetBytes(text), hash);
        return Convert.ToHexStringLower(hash);
    }

    static string Take(char[] text, int length)
    {
        string result = new(text, 0, length);
        ArrayPool<char>.Shared.Return(text);
        return result;
    }

    static int AppendList(char[] text, int length, ReadOnlySpan<byte> values)
    {
        int start = length;
        for (; values.Length >= 2; values = values[2..]) length = AppendOne(text, length, start, BinaryPrimitives.ReadUInt16BigEndian(values));
        return length;
    }

    static int AppendExtensions(char[] text, int length, ReadOnlySpan<byte> extensions)
    {
        int start = length;
        var reader = new TlsExtensionReader(extensions);
        while (reader.TryRead(out ushort type, out _)) length = AppendOne(text, length, start, type);
        return length;
    }

    static int AppendOne(char[] text, int length, int start, ushort value)
    {
        if (TlsExtensionType.IsGrease(value)) return length;
        if (length > start) text[length++] = '-';
        return AppendNumber(text, length, value);
    }

    static int AppendNumber(char[] text, int length, int value)
    {
        value.TryFormat(text.AsSpan(length), out int written, default, CultureInfo.InvariantCulture);
        return length + written;
    }
}
