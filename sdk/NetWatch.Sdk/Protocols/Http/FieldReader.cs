namespace NetWatch.Sdk.Protocols.Http;

/// <summary>Reads string literals (RFC 7541 §5.2, RFC 9204 §4.1.2), undoing the Huffman code into a buffer of its own.</summary>
sealed class FieldReader
{
    /// <summary>Names and values longer than this are taken for an attack: no server accepts them.</summary>
    internal const int MaxString = 64 << 10;

    const int LeastBytes = 256;

    byte[] _buffer = [];

    internal void Reset()
    {
        if (_buffer.Length > 8 << 10) _buffer = [];
    }

    /// <summary>Copies bytes into the buffer, so that they outlive what they lie in.</summary>
    internal ReadOnlySpan<byte> Keep(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer);
        return _buffer.AsSpan(0, bytes.Length);
    }

    /// <summary>How many bytes the literal takes that begins here; 0 when it is not whole; -1 when it can't be right.</summary>
    internal static int Measure(ReadOnlySpan<byte> source, int prefixBits)
    {
        int head = PrefixedInteger.Read(source, prefixBits, out long length);
        if (head <= 0) return head;
        if (length > MaxString) return -1;
        return source.Length - head < length ? 0 : head + (int)length;
    }

    /// <summary>Reads a literal whose length has a prefix of so many bits, with the Huffman flag above them.</summary>
    /// <returns>How many bytes it takes; 0 when it is not whole; -1 when it can't be right.</returns>
    internal int Read(ReadOnlySpan<byte> source, int prefixBits, out ReadOnlySpan<byte> text)
    {
        text = default;
        int used = Measure(source, prefixBits);
        if (used <= 0) return used;
        int head = PrefixedInteger.Read(source, prefixBits, out _);
        ReadOnlySpan<byte> coded = source[head..used];
        bool isHuffman = (source[0] >> prefixBits & 1) != 0;
        if (!isHuffman) text = coded;
        else if (!TryDecode(coded, out text)) return -1;
        return used;
    }

    bool TryDecode(ReadOnlySpan<byte> coded, out ReadOnlySpan<byte> text)
    {
        Reserve(HuffmanCode.MaxDecodedLength(coded.Length));
        bool isRight = HuffmanCode.TryDecode(coded, _buffer, out int length);
        text = _buffer.AsSpan(0, length);
        return isRight;
    }

    void Reserve(int length)
    {
        if (_buffer.Length < length) _buffer = new byte[Math.Max(LeastBytes, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length))];
    }
}
