using System.Buffers.Binary;

namespace NetWatch.Plugins.Tls;

/// <summary>
/// Looks whether the handshake bytes at the front of a stream are those of a hello, through any number of records: a sender may
/// cut a message into records of one byte (RFC 8446 §5.1).
/// </summary>
static class HelloShape
{
    /// <summary>Type and length, version, random and the length of the session id: what both hellos begin with.</summary>
    internal const int Size = 4 + 2 + 32 + 1;

    /// <summary>Takes the first handshake bytes out of their records.</summary>
    /// <param name="stream">The stream; its first record is a handshake record.</param>
    /// <param name="message">Room for <see cref="Size"/> bytes.</param>
    /// <param name="needed">When there are fewer: how long the stream must be to go on; 0 when other records follow.</param>
    internal static int Gather(ReadOnlySpan<byte> stream, Span<byte> message, out int needed)
    {
        int count = 0, at = 0;
        needed = 0;
        while (count < Size)
        {
            ReadOnlySpan<byte> rest = stream[at..];
            if (rest.Length > 0 && (rest[0] != (byte)ContentType.Handshake || !RecordHeader.IsPlausible(rest))) return count;
            if (!RecordHeader.TryRead(rest, out RecordHeader header))
            {
                needed = at + RecordHeader.Size;
                return count;
            }

            at += RecordHeader.Size;
            int wanted = Math.Min(header.Length, Size - count);
            int taken = Math.Min(wanted, stream.Length - at);
            stream.Slice(at, taken).CopyTo(message[count..]);
            count += taken;
            if (taken < wanted)
            {
                needed = at + wanted;
                return count;
            }

            at += header.Length;
        }

        return count;
    }

    /// <summary>Whether bytes, of which any number may be missing at the end, can begin a ClientHello or ServerHello.</summary>
    internal static bool IsPlausible(ReadOnlySpan<byte> message)
    {
        if (message.Length < 1) return true;
        if (message[0] is not ((byte)HandshakeType.ClientHello or (byte)HandshakeType.ServerHello)) return false;
        // A hello with every field at its least has 38 bytes; 64 KiB is beyond what tickets and key shares make of one.
        if (message.Length >= 2 && message[1] != 0) return false;
        if (message.Length >= 4 && BinaryPrimitives.ReadUInt16BigEndian(message[2..]) < 38) return false;
        bool isDraftServer = message.Length >= 5 && message[0] == (byte)HandshakeType.ServerHello && message[4] == 0x7F;
        if (isDraftServer) return true;
        return (message.Length < 5 || message[4] == 3)
            && (message.Length < 6 || message[5] <= 4)
            && (message.Length < Size || message[Size - 1] <= 32);
    }

    /// <summary>Whether the bytes begin any message that is sent in the clear, with a length that makes sense.</summary>
    internal static bool IsKnownMessage(ReadOnlySpan<byte> message) =>
        message is [<= 25 and not (3 or 7 or 9 or 10 or 17 or 18 or 19), <= 1, _, _, ..];
}
