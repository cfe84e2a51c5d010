namespace NetWatch.Plugins.TlsDecryption.Ciphers;

/// <summary>What encrypts records, as the name of a cipher suite says.</summary>
enum BulkCipher : byte
{
    None = 0,
    AesGcm,
    AesCcm,
    AesCcm8,
    ChaCha20Poly1305,
    AesCbc,
    TripleDesCbc,
    Null,
}
