using System.Buffers.Binary;

namespace NetWatch.Sdk.Testing.Packets;

/// <summary>
/// Reads the pcap and pcapng samples of tests into memory. It expects sound files: what is wrong with one is an exception, not something to
/// work around.
/// </summary>
public static class CaptureFileReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">The file is no capture, or it is broken.</exception>
    public static CaptureSample Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Read(file);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="InvalidDataException">The stream is no capture, or it is broken.</exception>
    public static CaptureSample Read(Stream input)
    {
        using var memory = new MemoryStream();
        input.CopyTo(memory);
        byte[] bytes = memory.ToArray();
        if (bytes.Length < 4) throw new InvalidDataException("The capture is shorter than its magic number.");
        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return magic switch
        {
            0x0A0D_0D0A => PcapNgParser.Parse(bytes),
            0xA1B2_C3D4 => PcapParser.Parse(bytes, isBigEndian: false, isNanosecond: false),
            0xA1B2_3C4D => PcapParser.Parse(bytes, isBigEndian: false, isNanosecond: true),
            0xD4C3_B2A1 => PcapParser.Parse(bytes, isBigEndian: true, isNanosecond: false),
            0x4D3C_B2A1 => PcapParser.Parse(bytes, isBigEndian: true, isNanosecond: true),
            _ => throw new InvalidDataException($"0x{magic:X8} is not the magic number of a capture."),
        };
    }
}
