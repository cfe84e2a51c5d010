using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace NetWatch.Engine.Files;

/// <summary>
/// Walks over the blocks of a pcapng file that were not read yet, looking for Decryption Secrets Blocks only. Whatever is wrong with the file ends
/// the walk: the one who reads the packets comes to that place too, and says so.
/// </summary>
sealed class PcapngSecretsScan(SafeFileHandle file, bool isBigEndian)
{
    const uint SectionHeader = 0x0A0D0D0A;
    const uint ByteOrderMagic = 0x1A2B3C4D;
    const uint SimplePacket = 3;
    const uint EnhancedPacket = 6;
    const uint DecryptionSecrets = 10;
    const int MaxBlocksBack = 4096;
    const int SectionHeaderLength = 28;

    // Stays in the second-level cache. A block that is longer is passed over without reading it.
    const int WindowLength = 256 << 10;

    readonly byte[] _window = ArrayPool<byte>.Shared.Rent(WindowLength);
    long _start;
    int _length;
    bool _isBigEndian = isBigEndian;

    /// <summary>Walks from the beginning of a block to the end of the file; of a large one over the next part, and over what stands behind the last packet.</summary>
    /// <param name="offset">Where the block begins.</param>
    /// <param name="most">How many bytes to walk over at most.</param>
    /// <param name="metadata">Takes the secrets.</param>
    /// <returns>Whether all was seen.</returns>
    internal bool Read(long offset, long most, CaptureMetadata metadata)
    {
        long end = RandomAccess.GetLength(file), stop = end - offset > most ? offset + most : end;
        Walk(offset, stop, metadata);
        if (stop < end) WalkBack(stop, end, metadata);
        ArrayPool<byte>.Shared.Return(_window, clearArray: true);
        return stop == end;
    }

    void Walk(long offset, long stop, CaptureMetadata metadata)
    {
        while (offset < stop && TryWindow(offset, 8, out ReadOnlySpan<byte> header))
        {
            uint type = UInt32(header);
            if (type == SectionHeader && !TryReadByteOrder(offset)) break;
            // A section header tells how to read its own length.
            uint length = UInt32(header[4..]);
            if (length is < 12 or > uint.MaxValue - 3) break;
            length = length + 3 & ~3u;
            if (type == DecryptionSecrets) ReadSecrets(offset, length, metadata);
            offset += length;
        }
    }

    // Each block ends with its length too. Writers that learn of secrets as they go put them behind all packets.
    void WalkBack(long stop, long end, CaptureMetadata metadata)
    {
        for (int blocks = 0; blocks < MaxBlocksBack && TryWindow(end - 4, 4, out ReadOnlySpan<byte> trailer); blocks++)
        {
            uint length = UInt32(trailer) + 3 & ~3u;
            if (length < 12 || end - length < stop || !TryWindow(end - length, 8, out ReadOnlySpan<byte> header)) return;
            uint type = UInt32(header);
            if ((UInt32(header[4..]) + 3 & ~3u) != length || type is EnhancedPacket or SimplePacket) return;
            end -= length;
            if (type == DecryptionSecrets) ReadSecrets(end, length, metadata);
        }
    }

    bool TryReadByteOrder(long offset)
    {
        if (!TryWindow(offset, SectionHeaderLength, out ReadOnlySpan<byte> header)) return false;
        _isBigEndian = BinaryPrimitives.ReadUInt32BigEndian(header[8..]) == ByteOrderMagic;
        return _isBigEndian || BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) == ByteOrderMagic;
    }

    // Nobody believes a length before the bytes are there: the file is at least as long as what is allocated.
    void ReadSecrets(long offset, uint length, CaptureMetadata metadata)
    {
        if (length > CaptureMetadata.MaxSecretBytes || offset + length > RandomAccess.GetLength(file))
        {
            metadata.CountLeftOut();
            return;
        }

        byte[] block = new byte[length];
        if (Fill(block, offset) == block.Length) new PcapngMetadataBlocks(metadata).ReadSecrets(block.AsSpan(8, block.Length - 12), _isBigEndian);
    }

    bool TryWindow(long offset, int count, out ReadOnlySpan<byte> bytes)
    {
        if (offset < _start || offset + count > _start + _length)
        {
            _start = offset;
            _length = Fill(_window.AsSpan(0, WindowLength), offset);
        }

        bool isThere = offset + count <= _start + _length;
        bytes = isThere ? _window.AsSpan((int)(offset - _start), count) : default;
        return isThere;
    }

    int Fill(Span<byte> target, long offset)
    {
        int filled = 0;
        while (filled < target.Length && RandomAccess.Read(file, target[filled..], offset + filled) is > 0 and int count) filled += count;
        return filled;
    }

    uint UInt32(ReadOnlySpan<byte> bytes) =>
        _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
