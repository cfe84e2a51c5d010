using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace NetWatch.Engine.Tests.Files;

/// <summary>Writes capture files in either byte order, block by block, right or wrong.</summary>
sealed class CaptureBytes(bool bigEndian)
{
    readonly List<byte> _bytes = [];

    internal byte[] ToArray() => [.. _bytes];

    internal CaptureBytes U16(int value)
    {
        byte[] bytes = new byte[2];
        if (bigEndian) BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        else BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        return Add(bytes);
    }

    internal CaptureBytes U32(uint value)
    {
        byte[] bytes = new byte[4];
        if (bigEndian) BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        else BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return Add(bytes);
    }

    internal CaptureBytes U64(ulong value) => bigEndian
        ? U32((uint)(value >> 32)).U32((uint)value)
        : U32((uint)value).U32((uint)(value >> 32));

    internal CaptureBytes Add(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    internal CaptureBytes Pad()
    {
        while (_bytes.Count % 4 != 0) _bytes.Add(0);
        return this;
    }

    internal CaptureBytes PcapHeader(uint magic = 0xA1B2C3D4, uint link = 1, uint snapLength = 262144, int minor = 4) =>
        U32(magic).U16(2).U16(minor).U32(0).U32(0).U32(snapLength).U32(link);

    internal CaptureBytes PcapRecord(uint seconds, uint fraction, ReadOnlySpan<byte> bytes, uint? wire = null) =>
        U32(seconds).U32(fraction).U32((uint)bytes.Length).U32(wire ?? (uint)bytes.Length).Add(bytes);

    internal CaptureBytes Block(uint type, CaptureBytes body)
    {
        byte[] content = body.Pad().ToArray();
        return U32(type).U32((uint)content.Length + 12).Add(content).U32((uint)content.Length + 12);
    }

    internal CaptureBytes Section() => Block(0x0A0D0D0A, New().U32(0x1A2B3C4D).U16(1).U16(0).U64(ulong.MaxValue));

    internal CaptureBytes Interface(int link, CaptureBytes? options = null, uint snapLength = 0) =>
        Block(1, New().U16(link).U16(0).U32(snapLength).Add((options ?? New()).ToArray()));

    internal CaptureBytes Option(int code, ReadOnlySpan<byte> value) => U16(code).U16(value.Length).Add(value).Pad();

    internal CaptureBytes Enhanced(uint source, ulong time, ReadOnlySpan<byte> bytes, uint? wire = null) => Block(6, New()
        .U32(source).U32((uint)(time >> 32)).U32((uint)time).U32((uint)bytes.Length).U32(wire ?? (uint)bytes.Length).Add(bytes));

    internal CaptureBytes New() => new(bigEndian);

    internal static byte[] Gzip(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest)) gzip.Write(bytes);
        return output.ToArray();
    }

    internal static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
