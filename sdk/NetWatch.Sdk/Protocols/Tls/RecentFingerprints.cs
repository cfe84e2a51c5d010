using System.Buffers.Binary;

namespace NetWatch.Sdk.Protocols.Tls;

/// <summary>
/// The fingerprints of hellos that were met lately. Few programs open most connections and few kinds of servers answer them, and their hellos differ in
/// little that fingerprints look at. Bounded: at most 2,048 clients and 512 servers, of each at most 512 bytes of what its fingerprint is made of.
/// Any thread; make one for all analyzers of a protocol.
/// </summary>
public sealed class RecentFingerprints
{
    const int MaxKey = 512;

    readonly RecentValues<ClientFingerprint> _clients = new(2048, MaxKey);
    readonly RecentValues<ServerFingerprint> _servers = new(512, MaxKey);
    readonly Ja4Hashes _hashes = new();

    /// <summary>Finds or makes the fingerprint of a hello that is complete.</summary>
    /// <param name="hello">The hello.</param>
    /// <param name="extensions">Its extensions.</param>
    /// <param name="types">Their types, as many as <see cref="ClientHelloExtensions.TypesLength"/> says.</param>
    /// <param name="carrier">What the hello travelled in.</param>
    internal ClientFingerprint Find(in ClientHelloView hello, in ClientHelloExtensions extensions, ReadOnlySpan<byte> types, HelloCarrier carrier)
    {
        Span<byte> key = stackalloc byte[MaxKey];
        int length = WriteKey(hello, extensions, types, carrier, key);
        if (length >= 0 && _clients.Find(key[..length]) is { } known) return known;
        ClientFingerprint fingerprint = ClientFingerprint.Of(hello, carrier, _hashes, HelloFacts.ReadAlpn(extensions.Alpn));
        if (length >= 0) _clients.Keep(key[..length], fingerprint);
        return fingerprint;
    }

    /// <summary>Finds or makes the fingerprint of a hello that is complete.</summary>
    internal ServerFingerprint Find(in ServerHelloView hello)
    {
        Span<byte> key = stackalloc byte[MaxKey];
        int length = WriteKey(hello, key);
        if (length >= 0 && _servers.Find(key[..length]) is { } known) return known;
        ServerFingerprint fingerprint = ServerFingerprint.Of(hello);
        if (length >= 0) _servers.Keep(key[..length], fingerprint);
        return fingerprint;
    }

    // Everything that fingerprints are made of, each list behind its length, so that no two hellos that differ in it have the same key. −1 when there is
    // too much of it.
    static int WriteKey(in ClientHelloView hello, in ClientHelloExtensions extensions, ReadOnlySpan<byte> types, HelloCarrier carrier, Span<byte> key)
    {
        if (extensions.TypesLength < 0) return -1;
        key[0] = (byte)carrier;
        BinaryPrimitives.WriteUInt16BigEndian(key[1..], hello.LegacyVersion);
        ushort highest = extensions.HasVersions ? ClientHelloView.HighestVersion(extensions.Versions, hello.LegacyVersion) : hello.LegacyVersion;
        BinaryPrimitives.WriteUInt16BigEndian(key[3..], highest);
        int length = Append(key, 5, types);
        length = Append(key, length, ClientHelloExtensions.Vector8(extensions.PointFormats));
        length = Append(key, length, extensions.Alpn);
        length = AppendValues(key, length, hello.CipherSuites);
        length = AppendValues(key, length, ClientHelloExtensions.Vector16(extensions.Groups));
        return AppendValues(key, length, extensions.SignatureAlgorithms);
    }

    static int WriteKey(in ServerHelloView hello, Span<byte> key)
    {
        BinaryPrimitives.WriteUInt16BigEndian(key, hello.LegacyVersion);
        BinaryPrimitives.WriteUInt16BigEndian(key[2..], hello.CipherSuite);
        int length = 4;
        var reader = new TlsExtensionReader(hello.Extensions);
        while (reader.TryRead(out ushort type, out _))
        {
            if (TlsExtensionType.IsGrease(type)) continue;
            if (length + sizeof(ushort) > key.Length) return -1;
            BinaryPrimitives.WriteUInt16BigEndian(key[length..], type);
            length += sizeof(ushort);
        }

        return length;
    }

    static int Append(Span<byte> key, int length, ReadOnlySpan<byte> bytes)
    {
        if (length < 0 || length + sizeof(ushort) + bytes.Length > key.Length) return -1;
        BinaryPrimitives.WriteUInt16BigEndian(key[length..], (ushort)bytes.Length);
        bytes.CopyTo(key[(length + sizeof(ushort))..]);
        return length + sizeof(ushort) + bytes.Length;
    }

    // The same of numbers, without those of GREASE, which clients choose anew each time.
    static int AppendValues(Span<byte> key, int length, ReadOnlySpan<byte> values)
    {
        if (length < 0 || length + sizeof(ushort) + values.Length > key.Length) return -1;
        int start = length;
        length += sizeof(ushort);
        for (; values.Length >= sizeof(ushort); values = values[sizeof(ushort)..])
        {
            ushort value = BinaryPrimitives.ReadUInt16BigEndian(values);
            if (TlsExtensionType.IsGrease(value)) continue;
            BinaryPrimitives.WriteUInt16BigEndian(key[length..], value);
            length += sizeof(ushort);
        }

        BinaryPrimitives.WriteUInt16BigEndian(key[start..], (ushort)(length - start));
        return length;
    }
}
