namespace NetWatch.Plugins.Http3;

/// <summary>What a unidirectional stream is for (RFC 9114 §6.2, RFC 9204 §4.2).</summary>
enum StreamKind : byte
{
    /// <summary>Its type has not come yet.</summary>
    Unknown,
    Control,
    Push,
    Encoder,
    /// <summary>The decoder stream, reserved types, and types of extensions: nothing to be learnt.</summary>
    Other,
}
