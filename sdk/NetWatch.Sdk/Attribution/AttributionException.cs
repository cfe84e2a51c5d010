namespace NetWatch.Sdk.Attribution;

/// <summary>A source can't be opened. The message says what and why; it is shown to the user as it is.</summary>
public sealed class AttributionException : Exception
{
    /// <summary>A source that can't be opened, for no stated reason. Prefer the other constructors.</summary>
    public AttributionException() : base("The attribution source can't be opened.") => Status = new(AttributionState.Unavailable, Message);

    /// <summary>Says what can't be opened and why.</summary>
    public AttributionException(string message) : base(message) => Status = new(AttributionState.Unavailable, message);

    /// <summary>Says what can't be opened and why, with the error behind it.</summary>
    public AttributionException(string message, Exception innerException) : base(message, innerException) => Status = new(AttributionState.Unavailable, message);

    /// <summary>Says how the source stands instead.</summary>
    public AttributionException(AttributionStatus status) : base(status?.Reason) => Status = status ?? new(AttributionState.Unavailable, Message);

    /// <summary>How the source stands, with what would improve it.</summary>
    public AttributionStatus Status { get; }
}
