namespace NetWatch.Plugins.Http3;

/// <summary>What a <see cref="FrameReader"/> has come to.</summary>
enum FrameStep : byte
{
    /// <summary>All bytes are used up.</summary>
    NeedsBytes,
    /// <summary>A frame begins.</summary>
    Begin,
    /// <summary>A piece of the payload of a DATA frame.</summary>
    Data,
    /// <summary>A frame is complete; the payload is there unless it is of DATA or of a type that is passed over.</summary>
    End,
}
