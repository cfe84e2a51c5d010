namespace NetWatch.Plugins.Http2.Dissection;

/// <summary>A frame as it lies in the bytes.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Start">Where the header begins.</param>
/// <param name="PayloadEnd">Behind the payload, or the end of the bytes.</param>
/// <param name="IsWhole">Whether all of it is there.</param>
readonly record struct DissectedFrame(FrameHeader Header, int Start, int PayloadEnd, bool IsWhole)
{
    internal int PayloadStart => Start + FrameHeader.Size;

    internal int Length => PayloadEnd - Start;
}
