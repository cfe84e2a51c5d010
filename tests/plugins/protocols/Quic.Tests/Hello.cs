using System.Buffers.Binary;
using System.Text;

namespace NetWatch.Plugins.Quic.Tests;

/// <summary>Handshake messages of the tests, as small or as large as a test wants them.</summary>
static class Hello
{
    /// <summary>A ClientHello with its header; <paramref name="keyShare"/> bytes of key share make it as long as post-quantum ones are.</summary>
    internal static byte[] Client(string name = "example.org", int keyShare = 32, bool hasEch = false, params byte[] parameters)
    {
        byte[] host = Encoding.ASCII.GetBytes(name);
        byte[] extensions =
        [
            .. Extension(0, [.. Vector16([0, .. Vector16(host)])]),
            .. Extension(16, Vector16([2, .. "h3"u8])),
            .. Extension(43, [2, 3, 4]),
            .. Extension(13, [0, 4, 4, 3, 8, 4]),
            .. Extension(51, Vector16([0x11, 0xEC, .. Vector16(Fill(keyShare))])),
            .. Extension(0x39, parameters.Length > 0 ? parameters : [1, 2, 0x67, 0x10, 4, 4, 0x80, 0x10, 0, 0]),
            .. hasEch ? Extension(0xFE0D, [0, 1, 2, 3]) : [],
        ];
        return Message(1, [3, 3, .. Fill(32), 0, 0, 4, 0x13, 1, 0x13, 2, 1, 0, .. Vector16(extensions)]);
    }

    internal static byte[] Server(ushort suite = 0x1301, bool isRetryRequest = false)
    {
        byte[] random = isRetryRequest
            ? Convert.FromHexString("CF21AD74E59A6111BE1D8C021E65B891C2A211167ABB8C5E079E09E2C8A8339C")
            : Fill(32);
        return Message(2, [3, 3, .. random, 0, (byte)(suite >> 8), (byte)suite, 0, .. Vector16(Extension(43, [3, 4]))]);
    }

    internal static byte[] Fill(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7 + 1))];

    /// <summary>A client hello of Google's own handshake.</summary>
    internal static byte[] Google(params (string Tag, string Value)[] tags)
    {
        var table = new List<byte>();
        var values = new List<byte>();
        foreach ((string tag, string value) in tags)
        {
            values.AddRange(Encoding.ASCII.GetBytes(value));
            table.AddRange(Encoding.ASCII.GetBytes(tag.PadRight(4, '\0')));
            byte[] end = new byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(end, (uint)values.Count);
            table.AddRange(end);
        }

        return [.. "CHLO"u8, (byte)tags.Length, 0, 0, 0, .. table, .. values];
    }

    static byte[] Message(byte type, byte[] body) => [type, (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length, .. body];

    static byte[] Extension(ushort type, byte[] data) => [(byte)(type >> 8), (byte)type, .. Vector16(data)];

    static byte[] Vector16(byte[] data) => [(byte)(data.Length >> 8), (byte)data.Length, .. data];
}
