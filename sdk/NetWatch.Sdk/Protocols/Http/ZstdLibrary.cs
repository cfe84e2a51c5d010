using System.Runtime.InteropServices;

namespace NetWatch.Sdk.Protocols.Http;

/// <summary>
/// The functions of libzstd that undo the coding of RFC 8878: .NET has none of its own, and nearly every Linux has the library. Loaded once a process,
/// by the names under which it is installed; nothing else of it is used.
/// </summary>
sealed class ZstdLibrary
{
    static readonly string[] Names = OperatingSystem.IsWindows() ? ["libzstd.dll", "zstd.dll"]
        : OperatingSystem.IsMacOS() ? ["libzstd.1.dylib", "/opt/homebrew/lib/libzstd.1.dylib", "/usr/local/lib/libzstd.1.dylib"]
        : ["libzstd.so.1"];

    ZstdLibrary(nint library)
    {
        Create = Find<CreateStream>(library, "ZSTD_createDStream");
        Free = Find<FreeStream>(library, "ZSTD_freeDStream");
        SetParameter = Find<SetStreamParameter>(library, "ZSTD_DCtx_setParameter");
        Decompress = Find<DecompressStream>(library, "ZSTD_decompressStream");
        IsError = Find<IsErrorCode>(library, "ZSTD_isError");
    }

    /// <summary>The library, or null where there is none or it is too old (1.4 is needed).</summary>
    internal static ZstdLibrary? Loaded { get; } = TryLoad();

    internal CreateStream Create { get; }

    internal FreeStream Free { get; }

    internal SetStreamParameter SetParameter { get; }

    internal DecompressStream Decompress { get; }

    internal IsErrorCode IsError { get; }

    static ZstdLibrary? TryLoad()
    {
        foreach (string name in Names)
        {
            // Never from the working folder, where a stranger may have put something under the name.
            if (!NativeLibrary.TryLoad(name, typeof(ZstdLibrary).Assembly, DllImportSearchPath.System32 | DllImportSearchPath.ApplicationDirectory, out nint library)) continue;
            try
            {
                return new ZstdLibrary(library);
            }
            catch (EntryPointNotFoundException)
            {
                NativeLibrary.Free(library);
            }
        }

        return null;
    }

    static T Find<T>(nint library, string name) where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, name));

    /// <summary>ZSTD_inBuffer and ZSTD_outBuffer: where, how long, how much of it is used.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Buffer
    {
        internal nint Bytes;
        internal nuint Size;
        internal nuint Position;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate nint CreateStream();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate nuint FreeStream(nint stream);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate nuint SetStreamParameter(nint stream, int parameter, int value);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate nuint DecompressStream(nint stream, ref Buffer output, ref Buffer input);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate uint IsErrorCode(nuint code);
}
