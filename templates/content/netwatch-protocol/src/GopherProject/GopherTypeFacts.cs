using NetWatch.Sdk.Protocols.Facts;

namespace GopherSpace;

/// <summary>Makes the facts of a flow: what filters, exports and the screen see as <c>gopher-id.name</c> and so on.</summary>
static class GopherTypeFacts
{
    /// <summary>Bytes of a body that are shown.</summary>
    internal const int LongestText = 64;

    internal static OpenFact Of(in MessageHeader header, ReadOnlySpan<byte> body) => new(GopherTypeClassifier.Id, "message",
    [
        new("version", (long)MessageHeader.Version),
        new("type", header.Type.ToString().ToLowerInvariant()),
        new("name", Text(body)),
    ]);

    /// <summary>Who spoke, and how many messages there were: a record of its own in exports.</summary>
    internal static OpenFact Session(string? client, string? server, long messages)
    {
        List<KeyValuePair<string, object>> values = [];
        if (client is not null) values.Add(new("client", client));
        if (server is not null) values.Add(new("server", server));
        values.Add(new("messages", messages));
        return new OpenFact(GopherTypeClassifier.Id, "session", values, serverName: server, isTransaction: true);
    }

    /// <summary>The printable ASCII of a body that may be anything; a dot stands for every other byte.</summary>
    internal static string Text(ReadOnlySpan<byte> body) =>
        string.Create(Math.Min(body.Length, LongestText), body, static (text, bytes) =>
        {
            for (int i = 0; i < text.Length; i++) text[i] = bytes[i] is >= 0x20 and < 0x7F ? (char)bytes[i] : '.';
        });
}
