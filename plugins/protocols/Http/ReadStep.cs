namespace NetWatch.Plugins.Http;

/// <summary>What a <see cref="MessageReader"/> has come to.</summary>
enum ReadStep : byte
{
    /// <summary>All bytes are used up.</summary>
    NeedsBytes,
    /// <summary>A head is complete; the reader must be told of the body before it goes on.</summary>
    Head,
    /// <summary>A body is complete.</summary>
    BodyEnd,
    /// <summary>Where a message should begin is none; the reader searches for the next from here on.</summary>
    NotHttp,
    /// <summary>After a search the start of a message was found.</summary>
    Found,
}
