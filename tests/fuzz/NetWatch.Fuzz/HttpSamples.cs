namespace NetWatch.Fuzz;

/// <summary>What HTTP/2 sends, to be mutated.</summary>
static class HttpSamples
{
    static readonly byte[] Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();

    static readonly byte[] Request =
    [
        0x82, 0x86, 0x84, 0x41, 0x8C, 0xF1, 0xE3, 0xC2, 0xE5, 0xF2, 0x3A, 0x6B, 0xA0, 0xAB, 0x90, 0xF4, 0xFF, 0x58, 0x86, 0xA8, 0xEB, 0x10, 0x64, 0x9C, 0xBF,
    ];

    static readonly byte[] Response =
    [
        0x3F, 0xE1, 0x1F, 0x88, 0x5F, 0x87, 0x49, 0x7C, 0xA5, 0x8A, 0xE8, 0x19, 0xAA, 0x40, 4, .. "name"u8, 5, .. "value"u8, 0x5A, 4, .. "gzip"u8,
    ];

    internal static readonly byte[][] Messages =
    [
        [
            .. Preface, .. Frame(4, 0, 0, [0, 1, 0, 0, 16, 0, 0, 3, 0, 0, 0, 100]), .. Frame(8, 0, 0, [0, 1, 0, 0]), .. Frame(1, 5, 1, Request),
            .. Frame(1, 0x2D, 3, [1, 0, 0, 0, 1, 16, .. Request, 0]), .. Frame(1, 1, 5, Request[..7]), .. Frame(9, 4, 5, Request[7..]), .. Frame(3, 0, 1, [0, 0, 0, 8]),
        ],
        [
            .. Frame(4, 0, 0, [0, 5, 0, 0, 64, 0]), .. Frame(4, 1, 0, []), .. Frame(1, 4, 1, Response), .. Frame(0, 0x08, 1, [2, .. "hello"u8, 0, 0]),
            .. Frame(5, 4, 1, [0, 0, 0, 2, .. Request]), .. Frame(1, 5, 3, [0xBE, 0xBF, 0xC0]), .. Frame(0, 1, 1, [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B, 4, 0]), .. Frame(7, 0, 0, [0, 0, 0, 3, 0, 0, 0, 0]),
        ],
    ];

    /// <summary>What streams of HTTP/3 and WebSockets carry.</summary>
    internal static readonly byte[][] Streams =
    [
        [0, 4, 7, 1, 0x50, 0, 7, 0x10, 8, 1, 7, 1, 4], [2, 0x3F, 0xBD, 1, 0xC0, 3, .. "a.b"u8, 0x41, (byte)'n', 2, .. "vv"u8, 0, 0x81, 1, (byte)'x'], [3, 0x84, 0x48, 1],
        [1, 6, 3, 0x81, 0x10, 0x11, 0xD1, 0xC1, 0, 5, .. "hello"u8, 1, 4, 0, 0, 0xD9, 0xF0], [1, 8, 0, 0, 0xD1, 0xC1, 0x50, 2, .. "ab"u8, 5, 6, 7, 0, 0, 0xD1, 0xC1, 0x80],
        [1, 7, 1, 4, 0, 0, 0xD9, 0xF5, 0, 2, .. "{}"u8], [0x40, 0x21, 3, 1, 2, 3],
        [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58, 0xC1, 7, 0xF2, 0x48, 0xCD, 0xC9, 0xC9, 7, 0, 0xC1, 5, 0xF2, 0, 0x11, 0, 0, 0x88, 2, 3, 0xE8],
    ];

    static byte[] Frame(byte type, byte flags, byte stream, byte[] payload) => [0, (byte)(payload.Length >> 8), (byte)payload.Length, type, flags, 0, 0, 0, stream, .. payload];
}
