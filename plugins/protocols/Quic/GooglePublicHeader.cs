using System.Buffers.Binary;
using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Plugins.Quic;

/// <summary>
/// The header of Google's versions up to Q043, of packets that name their version: flags, connection id, version
/// (draft-tsvwg-quic-protocol-02 §6.1). The client's first packets do, and the server's when it turns a version down.
/// </summary>
static class GooglePublicHeader
{
    const byte HasVersion = 0x01;
    const byte IsReset = 0x02;
    const byte HasConnectionId = 0x08;
    const byte Unused = 0xC0;

    const int IdLength = 8;

    /// <summary>Reads a header; false when it names no version of Google.</summary>
    /// <param name="bytes">The datagram.</param>
    /// <param name="version">The version.</param>
    /// <param name="connectionId">The connection id, 8 bytes.</param>
    internal static bool TryParse(ReadOnlySpan<byte> bytes, out QuicVersion version, out ReadOnlySpan<byte> connectionId)
    {
        version = default;
        connectionId = default;
        if (bytes.Length < 1 + IdLength + 4) return false;
        if ((bytes[0] & (HasVersion | IsReset | HasConnectionId | Unused)) != (HasVersion | HasConnectionId)) return false;
        connectionId = bytes.Slice(1, IdLength);
        version = new QuicVersion(BinaryPrimitives.ReadUInt32BigEndian(bytes[(1 + IdLength)..]));
        return version.HasGoogleHandshake;
    }
}
