namespace NetWatch.Plugins.TlsDecryption.Keys;

/// <summary>How many records may have been lost since the last that was opened. All zero while none was.</summary>
/// <param name="Least">So many are certain.</param>
/// <param name="Most">More can't have been in the bytes that are missing.</param>
/// <param name="Guess">So many by their usual length.</param>
readonly record struct SequenceWindow(long Least, long Most, long Guess)
{
    /// <summary>What is known of a place: records whose length was seen, and bytes that held any number of them.</summary>
    internal static SequenceWindow Of(long records, long bytes, int smallest, int typical) => bytes == 0
        ? new(records, records, records)
        : new(records, records + bytes / Math.Max(1, smallest) + 1, records + Math.Max(1, (bytes + typical / 2) / Math.Max(1, typical)));

    internal bool IsExact => Least == Most;

    /// <summary>The same for a key that may have come into use anywhere in between.</summary>
    internal SequenceWindow FromStart => this with { Least = 0 };
}
