namespace NetWatch.Plugins.Http2;

/// <summary>What a <see cref="FrameReader"/> has come to.</summary>
enum FrameStep : byte
{
    /// <summary>All bytes are used up.</summary>
    NeedsBytes,
    /// <summary>A frame begins; <see cref="FrameReader.Header"/> is of it.</summary>
    Begin,
    /// <summary>A piece of the payload of a DATA frame, padding left out, in <see cref="FrameReader.Piece"/>.</summary>
    Data,
    /// <summary>A frame is complete. <see cref="FrameReader.Piece"/> holds its payload, unless it is of DATA or of a type that is passed over.</summary>
    End,
    /// <summary>What should be a frame header is none; the reader searches for the next from here on.</summary>
    Lost,
    /// <summary>After a search a frame was found.</summary>
    Found,
}
