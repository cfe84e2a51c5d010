namespace NetWatch.Plugins.Connections;

/// <summary>How plaintext is shown.</summary>
enum StreamForm : byte
{
    /// <summary>As the protocol inside reads it; as text where that is not known.</summary>
    Messages,
    Text,
    Hex,
}
