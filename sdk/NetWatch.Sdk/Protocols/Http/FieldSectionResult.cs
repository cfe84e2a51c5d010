namespace NetWatch.Sdk.Protocols.Http;

/// <summary>How the decoding of a field section ended.</summary>
public enum FieldSectionResult : byte
{
    /// <summary>All field lines are known.</summary>
    Complete = 0,
    /// <summary>Some lines refer to what was lost before; all that were handed over are right.</summary>
    Partial = 1,
    /// <summary>The bytes are no field section. What was handed over before the place of the error was right.</summary>
    Malformed = 2,
    /// <summary>The section unfolds to more than the ceiling; its rest was left out.</summary>
    TooLarge = 3,
    /// <summary>QPACK only: it needs entries of the dynamic table that have not come yet (RFC 9204 §2.1.2). Nothing was handed over.</summary>
    Blocked = 4,
}
