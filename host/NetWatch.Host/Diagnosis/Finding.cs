namespace NetWatch.Host.Diagnosis;

/// <summary>One thing that was looked at.</summary>
/// <param name="Area">What it belongs to: system, privileges, capture, processes, plugins.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">How it stands.</param>
/// <param name="Sentence">What was found.</param>
/// <param name="Remedy">The command or the sentence that says what improves it, or null.</param>
sealed record Finding(string Area, string Name, FindingState State, string Sentence, string? Remedy = null);
