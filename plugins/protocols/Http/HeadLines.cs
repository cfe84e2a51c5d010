using System.Runtime.CompilerServices;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Http;

/// <summary>Cuts the head of a message into lines. Those that lie whole in a chunk, as most do, are handed out from there.</summary>
struct HeadLines
{
    /// <summary>The longest line that is kept, in bytes; what lies behind is passed over up to its end.</summary>
    const int MaxLine = 16 * 1024;

    // For lines that come in pieces; made for the first of them.
    LineBuffer? _pieces;

    /// <summary>Whether the latest line was longer than what is kept.</summary>
    internal bool IsCut { get; private set; }

    /// <summary>What is kept of an unfinished line; valid until the next call.</summary>
    internal readonly ReadOnlySpan<byte> Pending => _pieces is null ? default : _pieces.Pending;

    internal readonly void Clear() => _pieces?.Clear();

    /// <summary>As <see cref="LineBuffer.TryTake"/>.</summary>
    internal bool TryTake(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> line)
    {
        if (Pending.IsEmpty && TryTakeWhole(ref bytes, out line, out bool isCut))
        {
            IsCut = isCut;
            return true;
        }

        bool isWhole = (_pieces ??= new LineBuffer(MaxLine)).TryTake(ref bytes, out line);
        IsCut = _pieces.IsCut;
        return isWhole;
    }

    /// <summary>Takes a line when its end is there; nothing must be pending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryTakeWhole(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> line, out bool isCut)
    {
        int end = bytes.IndexOf((byte)'\n');
        isCut = end > MaxLine;
        line = end < 0 ? default : bytes[..(isCut ? MaxLine : end)];
        if (end < 0) return false;
        bytes = bytes[(end + 1)..];
        if (!line.IsEmpty && line[^1] == '\r') line = line[..^1];
        return true;
    }
}
