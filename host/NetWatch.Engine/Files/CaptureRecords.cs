using NetWatch.Sdk.Capture;

namespace NetWatch.Engine.Files;

/// <summary>The records of one file format behind its file header.</summary>
abstract class CaptureRecords(RecordBuffer input, string name)
{
    /// <summary>A captured packet is never longer; a length beyond this means that the file is broken.</summary>
    internal const int MaxPacketLength = 16 * 1024 * 1024;

    protected RecordBuffer Input { get; } = input;

    protected string Name { get; } = name;

    /// <summary>Why the records ended before the end of the file.</summary>
    internal CaptureFileError? Error { get; private set; }

    /// <summary>The next packet. False at the end, or with <see cref="Error"/> set.</summary>
    internal abstract bool TryRead(out CapturedPacket packet);

    protected bool Fail(string what, out CapturedPacket packet)
    {
        packet = default;
        return Fail(what);
    }

    protected bool Fail(string what)
    {
        long offset = Input.Offset;
        Error = new CaptureFileError(
            $"{Name}: {what} at byte {offset}. Everything before that place was read; for the rest, get the file again from where it was captured.",
            offset);
        return false;
    }
}
