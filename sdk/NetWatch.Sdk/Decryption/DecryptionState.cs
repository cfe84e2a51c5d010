namespace NetWatch.Sdk.Decryption;

/// <summary>How the decryption of a flow stands.</summary>
public enum DecryptionState : byte
{
    /// <summary>No protected data was seen yet.</summary>
    Pending = 0,
    /// <summary>A secret is not in the ring (yet). Only in this state is <see cref="IDecryptor.OnKeysChanged"/> called.</summary>
    AwaitingKey = 1,
    /// <summary>Everything protected was decrypted so far.</summary>
    Decrypted = 2,
    /// <summary>Plaintext was handed on, and some is missing: the sentence says where.</summary>
    Partial = 3,
    /// <summary>Nothing was decrypted and nothing will be: the sentence says why.</summary>
    NotDecrypted = 4,
}
