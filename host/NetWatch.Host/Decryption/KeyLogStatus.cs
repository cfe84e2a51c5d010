namespace NetWatch.Host.Decryption;

/// <summary>How the following of a key log stands. Immutable; any thread.</summary>
/// <param name="Path">The file as it was named.</param>
/// <param name="IsThere">Whether it exists and can be read.</param>
/// <param name="Fault">Why it can't be read, to go behind its name; null when it can, or does not exist yet.</param>
/// <param name="Bytes">Bytes read.</param>
/// <param name="Secrets">Lines with a secret.</param>
/// <param name="Malformed">Lines that are no key log lines.</param>
/// <param name="Written">When it was written last, as far as it was read.</param>
sealed record KeyLogStatus(string Path, bool IsThere, string? Fault, long Bytes, long Secrets, long Malformed, DateTime? Written);
