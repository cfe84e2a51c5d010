namespace NetWatch.Engine.Files;

/// <summary>Why a capture could not be read to its end.</summary>
/// <param name="Message">What is wrong, where, and what to do next: one line for the user.</param>
/// <param name="Offset">Where in the capture the trouble begins; of a compressed one, where in its unpacked bytes.</param>
public sealed record CaptureFileError(string Message, long Offset);
