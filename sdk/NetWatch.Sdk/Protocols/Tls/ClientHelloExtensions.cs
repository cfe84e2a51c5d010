using System.Buffers.Binary;

namespace NetWatch.Sdk.Protocols.Tls;

/// <summary>
/// What facts and fingerprints need of the extensions of a ClientHello, found in one walk: of each type the data of the first one. Lives as long as
/// the bytes it was read from.
/// </summary>
ref struct ClientHelloExtensions
{
    // Type and length.
    const int HeaderSize = 4;

    internal ReadOnlySpan<byte> ServerName, Alpn, Versions, Groups, PointFormats, SessionTicket, EncryptedClientHello;

    /// <summary>The signature algorithms without their length, of the first extension that has any.</summary>
    internal ReadOnlySpan<byte> SignatureAlgorithms;

    internal bool HasAlpn, HasVersions, HasPreSharedKey, HasEncryptedServerName;

    /// <summary>How many bytes of types were written; −1 when there was not room for all.</summary>
    internal int TypesLength;

    bool _hasServerName, _hasGroups, _hasPointFormats, _hasSessionTicket, _hasEncryptedClientHello;

    /// <summary>Walks the extensions.</summary>
    /// <param name="extensions">The extensions without the length in front; the walk ends at the first that does not fit.</param>
    /// <param name="types">Takes their types in order, two bytes each as they are on the wire, GREASE left out.</param>
    internal void Read(ReadOnlySpan<byte> extensions, scoped Span<byte> types)
    {
        int count = 0;
        while (extensions.Length >= HeaderSize)
        {
            ushort type = BinaryPrimitives.ReadUInt16BigEndian(extensions);
            int length = BinaryPrimitives.ReadUInt16BigEndian(extensions[sizeof(ushort)..]);
            if (length > extensions.Length - HeaderSize) break;
            Take(type, extensions.Slice(HeaderSize, length));
            if (!TlsExtensionType.IsGrease(type))
            {
                if (count + sizeof(ushort) <= types.Length) extensions[..sizeof(ushort)].CopyTo(types[count..]);
                count += sizeof(ushort);
            }

            extensions = extensions[(HeaderSize + length)..];
        }

        TypesLength = count <= types.Length ? count : -1;
    }

    void Take(ushort type, ReadOnlySpan<byte> data)
    {
        switch (type)
        {
            case TlsExtensionType.ServerName: Set(ref ServerName, ref _hasServerName, data); break;
            case TlsExtensionType.SupportedGroups: Set(ref Groups, ref _hasGroups, data); break;
            case TlsExtensionType.EcPointFormats: Set(ref PointFormats, ref _hasPointFormats, data); break;
            case TlsExtensionType.SignatureAlgorithms when SignatureAlgorithms.IsEmpty: SignatureAlgorithms = Vector16(data); break;
            case TlsExtensionType.Alpn: Set(ref Alpn, ref HasAlpn, data); break;
            case TlsExtensionType.SessionTicket: Set(ref SessionTicket, ref _hasSessionTicket, data); break;
            case TlsExtensionType.PreSharedKey: HasPreSharedKey = true; break;
            case TlsExtensionType.SupportedVersions: Set(ref Versions, ref HasVersions, data); break;
            case TlsExtensionType.EncryptedClientHello: Set(ref EncryptedClientHello, ref _hasEncryptedClientHello, data); break;
            case TlsExtensionType.EncryptedServerName: HasEncryptedServerName = true; break;
            default: break;
        }
    }

    static void Set(scoped ref ReadOnlySpan<byte> place, scoped ref bool isThere, ReadOnlySpan<byte> data)
    {
        if (isThere) return;
        isThere = true;
        place = data;
    }

    /// <summary>The bytes behind a length of two bytes; none when they are not all there.</summary>
    internal static ReadOnlySpan<byte> Vector16(ReadOnlySpan<byte> data)
    {
        if (data.Length < sizeof(ushort)) return default;
        int length = BinaryPrimitives.ReadUInt16BigEndian(data);
        return length > data.Length - sizeof(ushort) ? default : data.Slice(sizeof(ushort), length);
    }

    /// <summary>The bytes behind a length of one byte; none when they are not all there.</summary>
    internal static ReadOnlySpan<byte> Vector8(ReadOnlySpan<byte> data) => data.IsEmpty || data[0] >= data.Length ? default : data.Slice(1, data[0]);
}
