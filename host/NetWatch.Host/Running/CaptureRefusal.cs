namespace NetWatch.Host.Running;

/// <summary>Why there is no capture.</summary>
/// <param name="Sentence">What is missing or wrong, and what to do next.</param>
/// <param name="ExitCode">What the process ends with.</param>
sealed record CaptureRefusal(string Sentence, int ExitCode);
