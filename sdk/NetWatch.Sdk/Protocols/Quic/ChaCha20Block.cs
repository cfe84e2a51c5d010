using System.Buffers.Binary;
using System.Numerics;

namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>One block of ChaCha20 (RFC 8439 §2.3), for header protection: the framework has only the whole AEAD.</summary>
static class ChaCha20Block
{
    internal const int KeySize = 32;
    internal const int BlockSize = 64;

    /// <summary>Writes the first bytes of the key stream, at most 64.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="input">Block counter and nonce as they stand in the state, 16 bytes.</param>
    /// <param name="output">Takes the key stream.</param>
    internal static void Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<uint> start = stackalloc uint[16];
        (start[0], start[1], start[2], start[3]) = (0x6170_7865, 0x3320_646E, 0x7962_2D32, 0x6B20_6574);
        for (int i = 0; i < 8; i++) start[4 + i] = BinaryPrimitives.ReadUInt32LittleEndian(key[(4 * i)..]);
        for (int i = 0; i < 4; i++) start[12 + i] = BinaryPrimitives.ReadUInt32LittleEndian(input[(4 * i)..]);
        Span<uint> state = stackalloc uint[16];
        start.CopyTo(state);
        for (int round = 0; round < 10; round++)
        {
            for (int column = 0; column < 4; column++) Quarter(ref state[column], ref state[4 + column], ref state[8 + column], ref state[12 + column]);
            for (int i = 0; i < 4; i++) Quarter(ref state[i], ref state[4 + (i + 1) % 4], ref state[8 + (i + 2) % 4], ref state[12 + (i + 3) % 4]);
        }

        Span<byte> block = stackalloc byte[BlockSize];
        for (int i = 0; i < 16; i++) BinaryPrimitives.WriteUInt32LittleEndian(block[(4 * i)..], state[i] + start[i]);
        block[..output.Length].CopyTo(output);
    }

    static void Quarter(ref uint a, ref uint b, ref uint c, ref uint d)
    {
        a += b;
        d = BitOperations.RotateLeft(d ^ a, 16);
        c += d;
        b = BitOperations.RotateLeft(b ^ c, 12);
        a += b;
        d = BitOperations.RotateLeft(d ^ a, 8);
        c += d;
        b = BitOperations.RotateLeft(b ^ c, 7);
    }
}
