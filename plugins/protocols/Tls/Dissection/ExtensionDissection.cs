using System.Globalization;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.Tls;

/// <summary>Extensions by name with their values in the detail tree (RFC 8446 §4.2).</summary>
static class ExtensionDissection
{
    /// <summary>Takes the next extension off the list.</summary>
    internal static void Add(ref MessageTree extensions, HandshakeType message)
    {
        ReadOnlySpan<byte> header = extensions.Rest;
        ushort type = (ushort)(header[0] << 8 | header[1]);
        int length = header[2] << 8 | header[3];
        extensions.Open(string.Create(CultureInfo.InvariantCulture, $"{ExtensionNames.Of(type)} ({type}), {length} bytes"), 4 + length);
        extensions.TryUInt16(out _, value => string.Create(CultureInfo.InvariantCulture, $"Type: {value}"));
        if (extensions.TryVector(2, out MessageTree data) && data.Remaining > 0) AddValue(type, ref data, message);
        extensions.Close();
    }

    static void AddValue(ushort type, ref MessageTree data, HandshakeType message)
    {
        bool isClient = message == HandshakeType.ClientHello;
        switch (type)
        {
            case TlsExtensionType.ServerName:
                AddServerNames(ref data);
                break;
            case 10:
                data.AddNumbers("Groups", 2, CryptoNames.Group);
                break;
            case TlsExtensionType.SignatureAlgorithms or 34 or 50:
                data.AddNumbers("Signature schemes", 2, CryptoNames.SignatureScheme);
                break;
            case TlsExtensionType.Alpn or 17513 or 17613:
                AddProtocols(ref data);
                break;
            case 27:
                data.AddNumbers("Algorithms", 1, CompressionAlgorithm);
                break;
            case TlsExtensionType.SupportedVersions when isClient:
                data.AddNumbers("Versions", 1, CryptoNames.Version);
                break;
            case TlsExtensionType.SupportedVersions:
                data.TryUInt16(out _, version => "Version: " + CryptoNames.Version(version));
                break;
            case 51:
                AddKeyShares(ref data, isClient);
                break;
            case TlsExtensionType.EncryptedClientHello when isClient:
                AddEncryptedClientHello(ref data);
                break;
            default:
                data.TryBytes("Data", data.Remaining);
                break;
        }
    }

    static string CompressionAlgorithm(ushort algorithm) => algorithm switch
    {
        1 => "zlib (1)",
        2 => "brotli (2)",
        3 => "zstd (3)",
        _ => string.Create(CultureInfo.InvariantCulture, $"algorithm {algorithm}"),
    };

    static void AddServerNames(ref MessageTree data)
    {
        if (!data.TryVector(2, out MessageTree names)) return;
        while (names.Remaining > 0)
        {
            if (!names.TryByte(out _, NameType)) return;
            MessageTree start = names;
            if (!names.TryVector(2, out MessageTree name)) return;
            start.Note("Name: " + HelloFacts.Text(name.Rest), 2 + name.Remaining);
        }
    }

    static string NameType(byte type) =>
        type == 0 ? "Name type: host_name (0)" : string.Create(CultureInfo.InvariantCulture, $"Name type: {type}");

    static void AddProtocols(ref MessageTree data)
    {
        if (!data.TryVector(2, out MessageTree protocols)) return;
        while (protocols.Remaining > 0)
        {
            MessageTree start = protocols;
            if (!protocols.TryVector(1, out MessageTree protocol)) return;
            start.Note("Protocol: " + HelloFacts.Text(protocol.Rest), 1 + protocol.Remaining);
        }
    }

    // A client sends a list, a server one share, and a retry only the group (RFC 8446 §4.2.8).
    static void AddKeyShares(ref MessageTree data, bool isClient)
    {
        MessageTree shares = data;
        if (isClient && !data.TryVector(2, out shares)) return;
        while (shares.Remaining >= 2)
        {
            ushort group = (ushort)(shares.Rest[0] << 8 | shares.Rest[1]);
            bool isGroupOnly = shares.Remaining < 4;
            int length = isGroupOnly ? 0 : shares.Rest[2] << 8 | shares.Rest[3];
            string text = isGroupOnly
                ? "Group: " + CryptoNames.Group(group)
                : string.Create(CultureInfo.InvariantCulture, $"Key share: {CryptoNames.Group(group)}, {length} bytes");
            shares.Note(text, isGroupOnly ? 2 : 4 + length);
            if (isGroupOnly || !shares.TrySkipShare()) return;
        }
    }

    // RFC 9849 §5: the outer form carries what the server needs to open it.
    static void AddEncryptedClientHello(ref MessageTree data)
    {
        if (!data.TryByte(out byte form, value => value == 0 ? "Form: outer (0)" : "Form: inner (1)") || form != 0) return;
        data.TryUInt16(out _, value => string.Create(CultureInfo.InvariantCulture, $"KDF: 0x{value:x4}"));
        data.TryUInt16(out _, value => string.Create(CultureInfo.InvariantCulture, $"AEAD: 0x{value:x4}"));
        data.TryByte(out _, value => string.Create(CultureInfo.InvariantCulture, $"Configuration: {value}"));
        MessageTree start = data;
        if (data.TryVector(2, out MessageTree key)) start.Note("Encapsulated key: " + MessageTree.Hex(key.Rest), 2 + key.Remaining);
        start = data;
        if (data.TryVector(2, out MessageTree payload))
            start.Note(string.Create(CultureInfo.InvariantCulture, $"Payload: {payload.Remaining} bytes"), 2 + payload.Remaining);
    }
}
