namespace NetWatch.Sdk.Protocols.Http;

/// <summary>What the decoding of a body gave. Immutable.</summary>
/// <param name="Bytes">The first bytes of the content, as many as were asked for.</param>
/// <param name="Length">How many bytes the content has, as far as it was decoded.</param>
/// <param name="IsComplete">Whether the body was decoded to its end.</param>
/// <param name="Note">One sentence about what ended the decoding before, or null: a ceiling, a broken or cut body, a coding that can't be undone here.</param>
public sealed record DecodedContent(ReadOnlyMemory<byte> Bytes, long Length, bool IsComplete, string? Note);
