namespace NetWatch.Sdk.Capture;

/// <summary>A capture can't be opened. The message says what and where; it is shown to the user as it is.</summary>
public sealed class CaptureException : Exception
{
    /// <summary>A capture that can't be opened, for no stated reason. Prefer the other constructors.</summary>
    public CaptureException() : base("The capture can't be opened.") { }

    /// <summary>Says what can't be opened and why.</summary>
    public CaptureException(string message) : base(message) { }

    /// <summary>Says what can't be opened and why, with the error behind it.</summary>
    public CaptureException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Says what can't be opened and why, and what to do next.</summary>
    public CaptureException(string message, string remedy) : base(message) => Remedy = remedy;

    /// <summary>What the user can do next: a command where there is one. Null when nothing is known.</summary>
    public string? Remedy { get; }
}
