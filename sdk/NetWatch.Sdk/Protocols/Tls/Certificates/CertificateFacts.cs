using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Hashing;
using NetWatch.Sdk.Protocols.Http;

namespace NetWatch.Sdk.Protocols.Tls;

/// <summary>
/// Makes facts of certificates: the fields that say whose one is (RFC 5280 §4.1). A pure function, safe on packet threads. Own code rather
/// than the framework's certificate type, which throws on odd encodings and parses keys that nobody asked for; hostile bytes cost no more
/// than one pass.
/// </summary>
public static class CertificateFacts
{
    const int MaxSerial = 64;
    const int MaxNames = 512;
    const int MaxMessage = 256 << 10;

    const byte Version = 0xA0;
    const byte Extensions = 0xA3;
    const byte DnsName = 0x82;
    const byte IpAddress = 0x87;

    // id-ce-subjectAltName, RFC 5280 §4.2.1.6.
    static ReadOnlySpan<byte> SubjectAltName => [0x55, 0x1D, 0x11];

    /// <summary>Reads a certificate in DER; null when the bytes are none. Fields behind a fault are left out.</summary>
    /// <param name="der">The certificate.</param>
    /// <param name="carrier">What brought it: <c>tls</c> or <c>quic</c>. It is the prefix of the fields in filters and exports.</param>
    public static TlsCertificate? Create(ReadOnlySpan<byte> der, string carrier = "tls")
    {
        if (!new DerReader(der).TryRead(DerReader.Sequence, out ReadOnlySpan<byte> certificate)) return null;
        if (!new DerReader(certificate).TryRead(DerReader.Sequence, out ReadOnlySpan<byte> signed)) return null;

        // Short-circuiting leaves everything behind the first fault empty.
        var reader = new DerReader(signed);
        reader.TryRead(Version, out _);
        ReadOnlySpan<byte> issuer = default, validity = default, subject = default;
        bool isWhole = reader.TryRead(DerReader.Integer, out ReadOnlySpan<byte> serial)
            && reader.TryRead(DerReader.Sequence, out _)
            && reader.TryRead(DerReader.Sequence, out issuer)
            && reader.TryRead(DerReader.Sequence, out validity)
            && reader.TryRead(DerReader.Sequence, out subject);
        if (serial.IsEmpty) return null;

        var times = new DerReader(validity);
        return new TlsCertificate
        {
            Carrier = carrier,
            Serial = FormatSerial(serial),
            Issuer = issuer.IsEmpty ? null : DistinguishedName.Format(issuer),
            NotBefore = CertificateTime.Read(ref times),
            NotAfter = CertificateTime.Read(ref times),
            Subject = subject.IsEmpty ? null : DistinguishedName.Format(subject),
            SubjectAltNames = isWhole ? ReadAltNames(reader) : [],
            Sha256 = Sha256.HexOf(der),
        };
    }

    /// <summary>
    /// Reads the certificate of the sender, the first of the list, out of a message of TLS 1.3 (RFC 8446 §4.4.2), also one that is compressed (RFC 8879);
    /// null when there is none. Allocates; meant for once a connection and side.
    /// </summary>
    /// <param name="body">The message without its header.</param>
    /// <param name="isCompressed">Whether it is a CompressedCertificate message.</param>
    /// <param name="carrier">What brought it: <c>tls</c> or <c>quic</c>.</param>
    public static TlsCertificate? CreateFromMessage(ReadOnlySpan<byte> body, bool isCompressed, string carrier = "tls")
    {
        if (isCompressed) body = Decompress(body);
        var reader = new ByteReader(body);
        return reader.TryReadVector8(out _) && reader.TrySkip(3) && reader.TryReadVector24(out ReadOnlySpan<byte> certificate) ? Create(certificate, carrier) : null;
    }

    // RFC 8879 §4: the algorithm, the length of the message, and the message.
    static ReadOnlySpan<byte> Decompress(ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body);
        if (!reader.TryReadUInt16(out ushort algorithm) || !reader.TrySkip(3) || !reader.TryReadVector24(out ReadOnlySpan<byte> packed)) return default;
        string? coding = algorithm switch { 1 => "deflate", 2 => "br", 3 => "zstd", _ => null };
        return coding is null ? default : ContentCoding.Decode(packed, coding, MaxMessage).Bytes.Span;
    }

    static string FormatSerial(ReadOnlySpan<byte> serial)
    {
        if (serial.Length > MaxSerial) serial = serial[..MaxSerial];
        Span<char> text = stackalloc char[3 * MaxSerial];
        int length = 0;
        foreach (byte value in serial)
        {
            if (length > 0) text[length++] = ':';
            text[length++] = char.ToUpperInvariant((char)HexDigits.Of(value >> 4));
            text[length++] = char.ToUpperInvariant((char)HexDigits.Of(value & 15));
        }

        return new string(text[..length]);
    }

    // The key and the two unique ids stand between the subject and the extensions.
    static List<string> ReadAltNames(DerReader reader)
    {
        var names = new List<string>();
        while (reader.TryRead(out byte tag, out ReadOnlySpan<byte> content))
        {
            if (tag != Extensions || !new DerReader(content).TryRead(DerReader.Sequence, out ReadOnlySpan<byte> list)) continue;
            var extensions = new DerReader(list);
            while (extensions.TryRead(DerReader.Sequence, out ReadOnlySpan<byte> extension))
            {
                var fields = new DerReader(extension);
                if (!fields.TryRead(DerReader.ObjectIdentifier, out ReadOnlySpan<byte> id) || !id.SequenceEqual(SubjectAltName)) continue;
                fields.TryRead(DerReader.Boolean, out _);
                if (fields.TryRead(DerReader.OctetString, out ReadOnlySpan<byte> value)) AddNames(value, names);
            }
        }

        return names;
    }

    static void AddNames(ReadOnlySpan<byte> value, List<string> names)
    {
        if (!new DerReader(value).TryRead(DerReader.Sequence, out ReadOnlySpan<byte> list)) return;
        var reader = new DerReader(list);
        while (names.Count < MaxNames && reader.TryRead(out byte tag, out ReadOnlySpan<byte> name))
        {
            if (tag == DnsName && !name.IsEmpty) names.Add(HelloFacts.Text(name));
            else if (tag == IpAddress && name.Length is (4 or 16)) names.Add(NetAddress.FromBytes(name).ToString());
        }
    }
}
