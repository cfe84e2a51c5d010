namespace NetWatch.Sdk.Protocols.Http;

/// <summary>The Huffman code of HPACK and QPACK (RFC 7541 §5.2 and appendix B). Pure functions; any thread.</summary>
public static class HuffmanCode
{
    const int Symbols = 257;
    const int EndOfString = 256;
    const int ShortestCode = 5;

    // The code is canonical: codes of one length follow each other in the order of their symbols, so the lengths are the whole table.
    static ReadOnlySpan<byte> Lengths =>
    [
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28,
        28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6,
        5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
        7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5,
        6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23,
        24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23,
        21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25,
        19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23,
        26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
        30,
    ];

    // Four bits at a time: a step for each inner node of the tree and each half byte. No code is shorter than five bits, so a step ends at most one.
    static readonly Step[] Steps = MakeSteps(MakeTree());

    // The nodes at which a text may end: at most seven bits into the code of the end of string, all of them ones.
    static readonly bool[] MayEnd = MakeEnds(MakeTree());

    /// <summary>The longest text that so many coded bytes can hold, in bytes.</summary>
    public static int MaxDecodedLength(int codedLength) => (int)Math.Min(int.MaxValue, (long)codedLength * 8 / ShortestCode);

    /// <summary>Decodes a whole text.</summary>
    /// <param name="source">The coded bytes.</param>
    /// <param name="destination">Takes the text; has room for <see cref="MaxDecodedLength"/>.</param>
    /// <param name="written">How many bytes there are.</param>
    /// <returns>False when the bytes hold the end of string, or end in something other than at most seven one bits, or do not fit.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> source, Span<byte> destination, out int written)
    {
        written = 0;
        int node = 0;
        foreach (byte value in source)
        {
            if (!TryStep(value >> 4, ref node, destination, ref written) || !TryStep(value & 15, ref node, destination, ref written)) return false;
        }

        return MayEnd[node];
    }

    static bool TryStep(int bits, ref int node, Span<byte> destination, ref int written)
    {
        Step step = Steps[node << 4 | bits];
        if (step.Next < 0) return false;
        node = step.Next;
        if (!step.HasSymbol) return true;
        if (written >= destination.Length) return false;
        destination[written++] = step.Symbol;
        return true;
    }

    static Step[] MakeSteps(short[] children)
    {
        int nodes = children.Length / 2;
        var steps = new Step[nodes * 16];
        for (int node = 0; node < nodes; node++)
        {
            for (int bits = 0; bits < 16; bits++) steps[node << 4 | bits] = Walk(children, node, bits);
        }

        return steps;
    }

    static bool[] MakeEnds(short[] children)
    {
        var mayEnd = new bool[children.Length / 2];
        int node = 0;
        for (int depth = 0; depth <= 7; depth++)
        {
            mayEnd[node] = true;
            node = children[node * 2 + 1];
        }

        return mayEnd;
    }

    // Inner nodes are numbered from 0, the root; a leaf is -1 minus its symbol.
    static short[] MakeTree()
    {
        var children = new short[(Symbols - 1) * 2];
        int used = 1;
        uint code = 0;
        for (int length = 1; length <= 30; length++)
        {
            code <<= 1;
            for (int symbol = 0; symbol < Symbols; symbol++)
            {
                if (Lengths[symbol] == length) AddLeaf(children, ref used, code++, length, symbol);
            }
        }

        return children;
    }

    static void AddLeaf(short[] children, ref int used, uint code, int length, int symbol)
    {
        int node = 0;
        for (int bit = length - 1; bit > 0; bit--)
        {
            ref short child = ref children[node * 2 + (int)(code >> bit & 1)];
            if (child == 0) child = (short)used++;
            node = child;
        }

        children[node * 2 + (int)(code & 1)] = (short)(-1 - symbol);
    }

    static Step Walk(short[] children, int node, int bits)
    {
        byte symbol = 0;
        bool hasSymbol = false;
        for (int bit = 3; bit >= 0; bit--)
        {
            int child = children[node * 2 + (bits >> bit & 1)];
            node = Math.Max(child, 0);
            if (child >= 0) continue;
            if (-1 - child == EndOfString) return new Step(-1, 0, false);
            (symbol, hasSymbol) = ((byte)(-1 - child), true);
        }

        return new Step((short)node, symbol, hasSymbol);
    }

    readonly record struct Step(short Next, byte Symbol, bool HasSymbol);
}
