using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Hashing;

namespace NetWatch.Sdk.Protocols.Tls;

/// <summary>
/// The JA4 fingerprint of a ClientHello, by the description that FoxIO publishes under the BSD licence. A pure function, safe on
/// packet threads; allocates the resulting string and nothing else.
/// </summary>
public static class Ja4
{
    /// <summary>How many characters the fingerprint has.</summary>
    internal const int Length = 36;

    // Clients send fewer than a hundred suites; only hostile hellos leave the stack for the pool.
    const int ValuesOnStack = 256;

    /// <summary>Makes the fingerprint, for instance <c>t13d1516h2_8daaf6152771_e5627efa2ab1</c>.</summary>
    /// <param name="hello">A hello whose <see cref="ClientHelloView.IsComplete"/> holds; of a cut one the result is meaningless.</param>
    /// <param name="carrier">What the hello travelled in.</param>
    public static string Compute(in ClientHelloView hello, HelloCarrier carrier) => Compute(hello, carrier, null);

    /// <summary>Makes the fingerprint with the hashes that others have made before.</summary>
    /// <param name="hello">A hello whose <see cref="ClientHelloView.IsComplete"/> holds; of a cut one the result is meaningless.</param>
    /// <param name="carrier">What the hello travelled in.</param>
    /// <param name="hashes">Keeps hashes for the next hello, or null.</param>
    public static string Compute(in ClientHelloView hello, HelloCarrier carrier, Ja4Hashes? hashes)
    {
        Span<byte> text = stackalloc byte[Length];
        Write(hello, carrier, hashes, text);
        return Encoding.ASCII.GetString(text);
    }

    /// <summary>Writes the fingerprint; <see cref="Length"/> bytes.</summary>
    internal static void Write(in ClientHelloView hello, HelloCarrier carrier, Ja4Hashes? hashes, Span<byte> text)
    {
        text[0] = (byte)carrier;
        WriteVersion(hello.HighestVersion(), text[1..]);
        text[3] = hello.TryGetExtension(TlsExtensionType.ServerName, out _) ? (byte)'d' : (byte)'i';
        text[10] = text[23] = (byte)'_';
        WriteAlpn(hello, text[8..]);

        int most = Math.Max(hello.CipherSuites.Length / 2, CountExtensions(hello));
        byte[]? rented = most > ValuesOnStack ? ArrayPool<byte>.Shared.Rent(most * sizeof(ushort)) : null;
        Span<ushort> values = rented is null ? stackalloc ushort[ValuesOnStack] : MemoryMarshal.Cast<byte, ushort>(rented.AsSpan());
        int suites = CollectSuites(hello.CipherSuites, values);
        WriteCount(suites, text[4..]);
        WriteHash(values[..suites], default, text[11..], hashes);
        int extensions = CollectExtensions(hello, values, out int hashed, out ReadOnlySpan<byte> signatureAlgorithms);
        WriteCount(extensions, text[6..]);
        WriteHash(values[..hashed], signatureAlgorithms, text[24..], hashes);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
    }

    static int CollectSuites(ReadOnlySpan<byte> suites, Span<ushort> values)
    {
        int count = 0;
        for (; suites.Length >= 2; suites = suites[2..])
        {
            ushort suite = BinaryPrimitives.ReadUInt16BigEndian(suites);
            if (!TlsExtensionType.IsGrease(suite)) values[count++] = suite;
        }

        return count;
    }

    // A post-quantum key share is long, but one extension.
    static int CountExtensions(in ClientHelloView hello)
    {
        int count = 0;
        var reader = new TlsExtensionReader(hello.Extensions);
        while (reader.TryRead(out _, out _)) count++;
        return count;
    }

    // Server name and ALPN count, but are left out of the hash, where they would tell sites apart rather than clients.
    static int CollectExtensions(in ClientHelloView hello, Span<ushort> values, out int hashed, out ReadOnlySpan<byte> signatureAlgorithms)
    {
        int count = 0;
        hashed = 0;
        signatureAlgorithms = default;
        var reader = new TlsExtensionReader(hello.Extensions);
        while (reader.TryRead(out ushort type, out ReadOnlySpan<byte> data))
        {
            if (TlsExtensionType.IsGrease(type)) continue;
            count++;
            if (type == TlsExtensionType.SignatureAlgorithms && signatureAlgorithms.IsEmpty)
                new ByteReader(data).TryReadVector16(out signatureAlgorithms);
            if (type is not (TlsExtensionType.ServerName or TlsExtensionType.Alpn)) values[hashed++] = type;
        }

        return count;
    }

    static void WriteVersion(ushort version, Span<byte> text)
    {
        (version switch
        {
            0x0304 => "13"u8,
            0x0303 => "12"u8,
            0x0302 => "11"u8,
            0x0301 => "10"u8,
            0x0300 => "s3"u8,
            0x0002 => "s2"u8,
            0xFEFF => "d1"u8,
            0xFEFD => "d2"u8,
            0xFEFC => "d3"u8,
            _ => "00"u8,
        }).CopyTo(text);
    }

    static void WriteCount(int count, Span<byte> text)
    {
        count = Math.Min(count, 99);
        text[0] = (byte)('0' + count / 10);
        text[1] = (byte)('0' + count % 10);
    }

    // First and last character of the first protocol; when either is no ASCII letter or digit, the first and the last digit of
    // the whole value written in hex.
    static void WriteAlpn(in ClientHelloView hello, Span<byte> text)
    {
        text[0] = text[1] = (byte)'0';
        if (!hello.TryGetExtension(TlsExtensionType.Alpn, out ReadOnlySpan<byte> data)) return;
        var reader = new ByteReader(data);
        if (!reader.TryReadUInt16(out _) || !reader.TryReadVector8(out ReadOnlySpan<byte> protocol) || protocol.IsEmpty) return;
        (byte first, byte last) = (protocol[0], protocol[^1]);
        bool isText = char.IsAsciiLetterOrDigit((char)first) && char.IsAsciiLetterOrDigit((char)last);
        text[0] = isText ? first : HexDigits.Of(first >> 4);
        text[1] = isText ? last : HexDigits.Of(last & 0xF);
    }

    static void WriteHash(Span<ushort> values, ReadOnlySpan<byte> signatureAlgorithms, Span<byte> text, Ja4Hashes? hashes)
    {
        text = text[..Ja4Hashes.Digits];
        if (values.IsEmpty)
        {
            text.Fill((byte)'0');
            return;
        }

        Sort(values);
        if (hashes is not null && hashes.TryFind(values, signatureAlgorithms, text)) return;
        Hash(values, signatureAlgorithms, text);
        hashes?.Keep(values, signatureAlgorithms, text);
    }

    // D. L. Shell's way with the distances of M. Ciura: clients send a few dozen values, many of them in order; only hostile hellos send more.
    static void Sort(Span<ushort> values)
    {
        ReadOnlySpan<ushort> distances = [17_961, 7983, 3548, 1577, 701, 301, 132, 57, 23, 10, 4, 1];
        foreach (ushort distance in distances)
        {
            for (int i = distance; i < values.Length; i++)
            {
                ushort value = values[i];
                int at = i;
                for (; at >= distance && values[at - distance] > value; at -= distance) values[at] = values[at - distance];
                values[at] = value;
            }
        }
    }

    static void Hash(ReadOnlySpan<ushort> values, ReadOnlySpan<byte> signatureAlgorithms, Span<byte> text)
    {
        int most = 5 * (values.Length + signatureAlgorithms.Length / 2);
        byte[]? rented = most > 5 * ValuesOnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> list = rented ?? stackalloc byte[5 * ValuesOnStack];
        int length = 0;
        foreach (ushort value in values) length = Append(list, length, value, (byte)',');
        byte separator = (byte)'_';
        for (; signatureAlgorithms.Length >= 2; signatureAlgorithms = signatureAlgorithms[2..])
        {
            ushort scheme = BinaryPrimitives.ReadUInt16BigEndian(signatureAlgorithms);
            if (TlsExtensionType.IsGrease(scheme)) continue;
            length = Append(list, length, scheme, separator);
            separator = (byte)',';
        }

        Span<byte> hash = stackalloc byte[Sha256.Size];
        Sha256.Hash(list[..length], hash);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        HexDigits.Write(hash, text);
    }

    static int Append(Span<byte> list, int length, ushort value, byte separator)
    {
        if (length > 0) list[length++] = separator;
        for (int shift = 12; shift >= 0; shift -= 4) list[length++] = HexDigits.Of((value >> shift) & 0xF);
        return length;
    }
}
