using Microsoft.Win32.SafeHandles;

namespace NetWatch.Plugins.Geo;

/// <summary>
/// The bytes of a database, read where they are needed. Not mapped into memory: a file that is cut while it is mapped ends the process.
/// </summary>
sealed class DatabaseFile
{
    readonly SafeFileHandle _handle;

    DatabaseFile(SafeFileHandle handle, long length) => (_handle, Length) = (handle, length);

    internal long Length { get; }

    internal static DatabaseFile Open(string path)
    {
        SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess);
        return new DatabaseFile(handle, RandomAccess.GetLength(handle));
    }

    /// <summary>Fills a span from a place; false when it lies outside, or the file can't be read there.</summary>
    internal bool TryRead(long offset, Span<byte> bytes)
    {
        if (offset < 0 || offset > Length - bytes.Length) return false;
        try
        {
            return RandomAccess.Read(_handle, bytes, offset) == bytes.Length;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
