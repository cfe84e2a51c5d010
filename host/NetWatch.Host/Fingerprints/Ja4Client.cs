namespace NetWatch.Host.Fingerprints;

/// <summary>What the database says of a fingerprint.</summary>
/// <param name="Name">The best name.</param>
/// <param name="Kind">What it is the name of, as exports write it.</param>
/// <param name="IsVerified">Whether the entry is called verified.</param>
/// <param name="Others">The next best names.</param>
sealed record Ja4Client(string Name, string Kind, bool IsVerified, IReadOnlyList<string> Others);
