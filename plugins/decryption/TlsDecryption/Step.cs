namespace NetWatch.Plugins.TlsDecryption;

/// <summary>What became of an attempt to read on.</summary>
enum Step : byte
{
    /// <summary>Something was taken off the queue.</summary>
    Progress,
    /// <summary>More bytes are needed.</summary>
    NeedMore,
    /// <summary>A secret, or what the other side says, is needed.</summary>
    Blocked,
    /// <summary>Nothing of the connection can be decrypted any longer.</summary>
    Over,
}
