namespace NetWatch.Sdk.Protocols;

/// <summary>How sure a match of a classifier is by the nature of what it checks. Stronger evidence is asked first.</summary>
public enum Evidence : byte
{
    /// <summary>Plausible only on its port, or only when both directions agree. Asked on its own ports and nowhere else.</summary>
    Weak = 0,
    /// <summary>Several independent fields check out.</summary>
    Structure = 1,
    /// <summary>At least 32 bits have one fixed value.</summary>
    Magic = 2,
}
