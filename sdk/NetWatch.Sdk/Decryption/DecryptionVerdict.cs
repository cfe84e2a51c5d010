namespace NetWatch.Sdk.Decryption;

/// <summary>What a decryptor wants next.</summary>
public enum DecryptionVerdict : byte
{
    /// <summary>Go on with the next bytes.</summary>
    Continue = 0,

    /// <summary>
    /// Nothing of this flow can be decrypted from here on; the last status says why. <see cref="IDecryptor.OnEnd"/> is called and the
    /// flow costs nothing more.
    /// </summary>
    Done = 1,
}
