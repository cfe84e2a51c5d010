using Microsoft.Win32.SafeHandles;

namespace NetWatch.PluginHost.Discovery.Index;

/// <summary>
/// Tells one build of a file from another by its length and its beginning, where an assembly has the hash of its own content: the time stamp of
/// a deterministic build. It is no protection from somebody who forges it; who can write beside the program can change the program.
/// </summary>
static class FileIdentity
{
    /// <summary>How many bytes are looked at; a smaller file is looked at whole.</summary>
    public const int HeadBytes = 1024;

    const ulong Offset = 0xCBF29CE484222325, Prime = 0x100000001B3;

    /// <summary>The identity of a file; 0 when it can't be read.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="head">Room for <see cref="HeadBytes"/> bytes.</param>
    public static ulong Of(string path, Span<byte> head)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(path);
            long length = RandomAccess.GetLength(file);
            int read = RandomAccess.Read(file, head[..HeadBytes], 0);
            return Hash(head[..read], Offset ^ (ulong)length) | 1;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>The hash of bytes (FNV-1a).</summary>
    public static ulong Hash(ReadOnlySpan<byte> bytes) => Hash(bytes, Offset);

    static ulong Hash(ReadOnlySpan<byte> bytes, ulong hash)
    {
        foreach (byte each in bytes) hash = (hash ^ each) * Prime;
        return hash;
    }
}
