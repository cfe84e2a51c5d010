using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Plugins.Quic;

/// <summary>
/// The frames of Google's versions 50 and 51, as far as first packets have them: CRYPTO has another number there than in RFC 9000.
/// </summary>
static class GoogleFrames
{
    const byte Padding = 0;
    const byte Ping = 7;
    const byte Crypto = 8;

    /// <summary>Finds the next CRYPTO frame and moves behind it; false when none follows, or something stands before it that is not known.</summary>
    internal static bool TryReadCrypto(ref ByteReader reader, out ulong offset, out ReadOnlySpan<byte> data)
    {
        offset = 0;
        data = default;
        while (reader.TryReadByte(out byte type))
        {
            switch (type)
            {
                case Padding or Ping: continue;
                case Crypto: return QuicVarInt.TryRead(ref reader, out offset) && QuicVarInt.TryReadVector(ref reader, out data);
                default: return false;
            }
        }

        return false;
    }
}
