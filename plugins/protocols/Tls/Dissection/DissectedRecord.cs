namespace NetWatch.Plugins.Tls;

/// <summary>A record for the detail tree.</summary>
/// <param name="Start">Where it begins in the bytes.</param>
/// <param name="Header">Its header.</param>
/// <param name="Available">How many bytes of its content are there.</param>
sealed record DissectedRecord(int Start, RecordHeader Header, int Available)
{
    internal int ContentStart => Start + RecordHeader.Size;

    internal int End => ContentStart + Available;

    /// <summary>Whether the content can't be read.</summary>
    internal bool IsEncrypted { get; set; }

    /// <summary>The messages that end in this record, and the one that ends nowhere yet.</summary>
    internal List<DissectedMessage> Messages { get; } = [];
}
