namespace NetWatch.Engine.Files;

/// <summary>Secrets that a capture file carries to decrypt its packets (pcapng Decryption Secrets Block).</summary>
/// <param name="Type">Their format; <see cref="TlsKeyLog"/> for the lines of an SSLKEYLOGFILE.</param>
/// <param name="Data">The secrets as they stand in the file.</param>
public sealed record CaptureFileSecrets(uint Type, ReadOnlyMemory<byte> Data)
{
    /// <summary>The type of TLS key log lines ("TLSK").</summary>
    public const uint TlsKeyLog = 0x544C534B;
}
