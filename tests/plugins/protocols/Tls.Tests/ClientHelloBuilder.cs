using System.Buffers.Binary;
using System.Text;

namespace NetWatch.Plugins.Tls.Tests;

/// <summary>Writes ClientHellos field by field, so that a test says what matters to it and nothing else.</summary>
sealed class ClientHelloBuilder
{
    readonly List<(ushort Type, byte[] Data)> _extensions = [];

    public ushort LegacyVersion { get; set; } = 0x0303;

    public byte[] Random { get; set; } = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    public byte[] SessionId { get; set; } = [.. Enumerable.Range(100, 32).Select(i => (byte)i)];

    public ushort[] Suites { get; set; } = [0x1301, 0x1302, 0x1303, 0xC02B];

    public bool HasExtensionBlock { get; set; } = true;

    public ClientHelloBuilder With(ushort type, params byte[] data)
    {
        _extensions.Add((type, data));
        return this;
    }

    public ClientHelloBuilder WithSni(string name) =>
        With(0, Vector16([0, .. Vector16(Encoding.Latin1.GetBytes(name))]));

    public ClientHelloBuilder WithAlpn(params string[] protocols) =>
        With(16, Vector16([.. protocols.SelectMany(p => Vector8(Encoding.Latin1.GetBytes(p)))]));

    public ClientHelloBuilder WithVersions(params ushort[] versions) => With(43, Vector8(Numbers(versions)));

    public ClientHelloBuilder WithSignatureAlgorithms(params ushort[] schemes) => With(13, Vector16(Numbers(schemes)));

    /// <summary>The message without its header.</summary>
    public byte[] Body()
    {
        byte[] extensions = [.. _extensions.SelectMany(e => (byte[])[.. Numbers(e.Type), .. Vector16(e.Data)])];
        return
        [
            .. Numbers(LegacyVersion), .. Random, .. Vector8(SessionId), .. Vector16(Numbers(Suites)), 1, 0,
            .. HasExtensionBlock ? Vector16(extensions) : [],
        ];
    }

    /// <summary>The message with its header.</summary>
    public byte[] Message() => Handshake(1, Body());

    /// <summary>One record with the message.</summary>
    public byte[] Record(ushort version = 0x0301) => TlsBytes.Record(22, Message(), version);

    public static byte[] Handshake(byte type, byte[] body) => [type, .. Length24(body.Length), .. body];

    public static byte[] Length24(int length) => [(byte)(length >> 16), (byte)(length >> 8), (byte)length];

    public static byte[] Vector8(byte[] data) => [(byte)data.Length, .. data];

    public static byte[] Vector16(byte[] data) => [.. Numbers((ushort)data.Length), .. data];

    public static byte[] Numbers(params ushort[] values)
    {
        var bytes = new byte[2 * values.Length];
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2 * i), values[i]);
        return bytes;
    }
}
