namespace NetWatch.Plugins.TlsDecryption.Keys;

/// <summary>What became of an attempt to open a record.</summary>
enum OpenResult : byte
{
    Opened,
    /// <summary>A secret is missing that may still come.</summary>
    MissingKey,
    /// <summary>Of a part of the handshake whose secret was not logged; what follows can be opened.</summary>
    Unreadable,
    /// <summary>Not authentic under any key at hand.</summary>
    Failed,
}
