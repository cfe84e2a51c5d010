using System.Buffers.Binary;

namespace NetWatch.Host.Output;

/// <summary>
/// Puts secrets into a pcapng file as a Decryption Secrets Block (draft-ietf-opsawg-pcapng §4.7). Readers want it before the packets it
/// decrypts, and keys come after them: so it is put in behind the section header when the file is complete.
/// </summary>
static class PacketFileSecrets
{
    const uint BlockType = 10, TlsKeyLog = 0x544C534B;
    const int Overhead = 20;

    /// <summary>Rewrites the file. Throws what the file system throws; then the file is as it was.</summary>
    /// <param name="path">A complete pcapng file of ours: it begins with a section header in little-endian order.</param>
    /// <param name="keyLog">The lines of a key log.</param>
    internal static void Embed(string path, ReadOnlySpan<byte> keyLog)
    {
        string partial = path + ".partial";
        try
        {
            using (var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read))
            using (var target = new FileStream(partial, Options()))
            {
                Span<byte> start = stackalloc byte[8];
                source.ReadExactly(start);
                byte[] header = new byte[BinaryPrimitives.ReadInt32LittleEndian(start[4..])];
                start.CopyTo(header);
                source.ReadExactly(header.AsSpan(start.Length));
                target.Write(header);
                target.Write(Block(keyLog));
                source.CopyTo(target);
            }

            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        // What can be decrypted with it is for the user alone.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    static byte[] Block(ReadOnlySpan<byte> keyLog)
    {
        int padded = (keyLog.Length + 3) & ~3;
        byte[] block = new byte[Overhead + padded];
        BinaryPrimitives.WriteUInt32LittleEndian(block, BlockType);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(4), block.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(8), TlsKeyLog);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(12), keyLog.Length);
        keyLog.CopyTo(block.AsSpan(16));
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(16 + padded), block.Length);
        return block;
    }
}
