using System.Globalization;
using NetWatch.Sdk.Protocols;

namespace GopherSpace;

/// <summary>Shows the messages of a packet with their bytes.</summary>
[ForProtocol(GopherTypeClassifier.Id)]
public sealed class GopherTypeDissector : IDissector
{
    /// <inheritdoc/>
    public string? Summarize(in DissectionInput input)
    {
        ReadOnlySpan<byte> bytes = input.Bytes[Math.Clamp(input.PacketStart, 0, input.Bytes.Length)..];
        return MessageHeader.Read(bytes, out MessageHeader header) == HeaderState.Valid
            ? string.Create(CultureInfo.InvariantCulture, $"GopherName {header.Type}, {header.BodyLength} bytes")
            : null;
    }

    /// <inheritdoc/>
    public void Dissect(in DissectionInput input, IDetailTree tree)
    {
        ReadOnlySpan<byte> bytes = input.Bytes;
        int at = input.StartsAtFirstByte ? 0 : Math.Clamp(input.PacketStart, 0, bytes.Length);
        while (MessageHeader.Read(bytes[at..], out MessageHeader header) == HeaderState.Valid)
        {
            int body = at + MessageHeader.Length;
            int end = Math.Min(body + header.BodyLength, bytes.Length);
            // Messages before the packet are only passed over.
            if (end > input.PacketStart) Add(bytes, at, body, end, header, tree);
            at = end;
        }
    }

    static void Add(ReadOnlySpan<byte> bytes, int at, int body, int end, in MessageHeader header, IDetailTree tree)
    {
        tree.Open($"GopherName {header.Type}", at, end - at);
#if (HasMagic)
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Magic: 0x{MessageHeader.Magic:X8}"), at, 4);
#endif
        int version = at + MessageHeader.VersionOffset;
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Version: {MessageHeader.Version}"), version, 1);
        tree.Add($"Type: {header.Type}", version + 1, 1);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Length: {header.BodyLength}"), version + 2, 2);
        if (end > body) tree.Add($"Body: {GopherTypeFacts.Text(bytes[body..end])}", body, end - body);
        tree.Close();
    }
}
