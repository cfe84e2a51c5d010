using NetWatch.Sdk.Protocols.Facts;

namespace GopherSpace;

/// <summary>Makes the facts of a flow: what filters, exports and the screen see as <c>gopher-id.name</c> and so on.</summary>
static class GopherTypeFacts
{
    const int LongestText = 64;

    internal static OpenFact Of(in MessageHeader header, ReadOnlySpan<byte> body) => new(GopherTypeClassifier.Id, "message",
    [
        new("version", (long)MessageHeader.Version),
        new("type", header.Type.ToString().ToLowerInvariant()),
        new("name", Text(body)),
    ]);

    /// <summary>The printable ASCII of a body that may be anything; a dot stands for every other byte.</summary>
    internal static string Text(ReadOnlySpan<byte> body) =>
        string.Create(Math.Min(body.Length, LongestText), body, static (text, bytes) =>
        {
            for (int i = 0; i < text.Length; i++) text[i] = bytes[i] is >= 0x20 and < 0x7F ? (char)bytes[i] : '.';
        });
}
