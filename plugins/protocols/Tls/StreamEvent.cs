namespace NetWatch.Plugins.Tls;

/// <summary>What the record layer of one direction came upon.</summary>
enum StreamEvent
{
    /// <summary>The bytes are used up.</summary>
    NeedMore,
    /// <summary>A handshake message: whole where its content matters, without content otherwise.</summary>
    Message,
    /// <summary>A hello in the format of SSLv2.</summary>
    SslV2Hello,
    /// <summary>A ChangeCipherSpec record.</summary>
    ChangeCipherSpec,
    /// <summary>An alert in the clear.</summary>
    Alert,
    /// <summary>A record whose content can't be read.</summary>
    Encrypted,
    /// <summary>What comes is no record, or a message claims more than any real one has.</summary>
    Invalid,
}
