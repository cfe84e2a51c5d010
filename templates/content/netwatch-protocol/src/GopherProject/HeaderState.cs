namespace GopherSpace;

/// <summary>What came of reading a header.</summary>
enum HeaderState
{
    /// <summary>It is not one.</summary>
    Wrong,
    /// <summary>Nothing is wrong with it so far, but bytes are missing.</summary>
    Incomplete,
    /// <summary>It is one.</summary>
    Valid,
}
