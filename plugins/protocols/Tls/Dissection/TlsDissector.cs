using System.Globalization;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.Tls;

/// <summary>Explains TLS records: what they carry, handshake messages with their fields, alerts and certificates.</summary>
[ForProtocol("tls")]
public sealed class TlsDissector : IDecryptedDissector
{
    const int MaxNames = 8;

    /// <inheritdoc/>
    public string? Summarize(in DissectionInput input)
    {
        var names = new List<string>(4);
        if (DialogDissection.Summarize(input) is { } dialog) names.Add(dialog);
        if (ReachesSslV2(input)) names.Add(SslV2Name(input.Bytes));
        foreach (DissectedRecord record in RecordWalk.Read(input))
        {
            foreach (string name in NamesOf(record, input.Bytes))
            {
                if (names.Count > 0 && names[^1] == name) continue;
                if (names.Count == MaxNames) return string.Join(", ", names) + ", …";
                names.Add(name);
            }
        }

        return names.Count == 0 ? null : string.Join(", ", names);
    }

    /// <inheritdoc/>
    public void Dissect(in DissectionInput input, IDetailTree tree)
    {
        bool hasDialog = DialogDissection.Add(input, tree);
        if (ReachesSslV2(input))
        {
            int length = Math.Min(RecordWalk.SslV2Length(input.Bytes), input.Bytes.Length);
            tree.Add(SslV2Name(input.Bytes), 0, length);
        }

        List<DissectedRecord> records = RecordWalk.Read(input);
        foreach (DissectedRecord record in records) AddRecord(record, input.Bytes, tree);
        int end = records.Count > 0 ? records[^1].End : input.PacketStart;
        if (records.Count == 0 && !hasDialog && !ReachesSslV2(input))
            tree.Add("Data within a TLS stream whose records can't be found", input.PacketStart, input.Bytes.Length - input.PacketStart);
        else if (end < input.Bytes.Length && end >= input.PacketStart && records.Count > 0)
            tree.Add("Beginning of another record", end, input.Bytes.Length - end);
    }

    /// <inheritdoc/>
    public void DissectDecrypted(string kind, long number, ReadOnlySpan<byte> bytes, IDetailTree tree)
    {
        if (Decrypted(bytes) is not { } message) return;
        tree.Open("Decrypted: " + MessageText(message), 0, 0);
        AddFields(message, tree, is13: kind.EndsWith("1.3", StringComparison.Ordinal));
        tree.Close();
    }

    /// <inheritdoc/>
    public string? SummarizeDecrypted(string kind, ReadOnlySpan<byte> bytes) => Decrypted(bytes) is { } message ? MessageText(message) : null;

    static DissectedMessage? Decrypted(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < DissectedMessage.HeaderSize) return null;
        var map = new MessageMap();
        map.Add(0, 0);
        return new DissectedMessage((HandshakeType)bytes[0], bytes[1] << 16 | bytes[2] << 8 | bytes[3], bytes[DissectedMessage.HeaderSize..].ToArray(), map);
    }

    static bool ReachesSslV2(in DissectionInput input) =>
        input.StartsAtFirstByte && RecordWalk.SslV2Length(input.Bytes) is > 0 and var length && length > input.PacketStart;

    static string SslV2Name(ReadOnlySpan<byte> bytes)
    {
        string version = CryptoNames.Version((ushort)(bytes[2] == 1 ? bytes[3] << 8 | bytes[4] : bytes[5] << 8 | bytes[6]));
        return bytes[2] == 1 ? "ClientHello in the format of SSLv2, " + version : "ServerHello, " + version;
    }

    static IEnumerable<string> NamesOf(DissectedRecord record, ReadOnlySpan<byte> bytes)
    {
        if (record.Header.Type == ContentType.Alert && !record.IsEncrypted) return [AlertText(bytes[record.ContentStart..])];
        if (record.Header.Type != ContentType.Handshake || record.IsEncrypted) return [ContentText(record)];
        return record.Messages.Count == 0 ? ["Part of a handshake message"] : record.Messages.Select(MessageText);
    }

    static string MessageText(DissectedMessage message)
    {
        string name = HandshakeNames.Message(message.Type);
        if (message.Type == HandshakeType.ClientHello && ClientHelloView.TryParse(message.Body.Span, out ClientHelloView client)
            && client.TryGetServerName(out ReadOnlySpan<byte> host))
            name += " " + HelloFacts.Text(host);
        if (message.Type == HandshakeType.ServerHello && ServerHelloView.TryParse(message.Body.Span, out ServerHelloView server))
            name = (server.IsHelloRetryRequest ? "HelloRetryRequest " : "ServerHello ") + CryptoNames.Version(server.SelectedVersion());
        return message.IsWhole ? name : name + " (begins)";
    }

    static string ContentText(DissectedRecord record) => record.Header.Type switch
    {
        ContentType.Handshake => "Encrypted handshake message",
        ContentType.Alert => "Encrypted alert",
        _ => HandshakeNames.Record(record.Header.Type),
    };

    static string AlertText(ReadOnlySpan<byte> content)
    {
        string level = content[0] == 2 ? "fatal" : content[0] == 1 ? "warning" : "unknown level";
        string name = AlertNames.Find(content[1]) ?? string.Create(CultureInfo.InvariantCulture, $"alert {content[1]}");
        return string.Create(CultureInfo.InvariantCulture, $"Alert: {name} ({level})");
    }

    static void AddRecord(DissectedRecord record, ReadOnlySpan<byte> bytes, IDetailTree tree)
    {
        RecordHeader header = record.Header;
        string cut = record.Available < header.Length
            ? string.Create(CultureInfo.InvariantCulture, $" ({record.Available} there)")
            : "";
        string type = HandshakeNames.Record(header.Type), version = CryptoNames.Version(header.Version);
        tree.Open(string.Create(CultureInfo.InvariantCulture, $"Record: {type}, {version}, {header.Length} bytes{cut}"),
            record.Start, record.End - record.Start);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Content type: {type} ({(byte)header.Type})"), record.Start, 1);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Version: {version} (0x{header.Version:x4})"), record.Start + 1, 2);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Length: {header.Length}"), record.Start + 3, 2);
        AddContent(record, bytes, tree);
        tree.Close();
    }

    static void AddContent(DissectedRecord record, ReadOnlySpan<byte> bytes, IDetailTree tree)
    {
        if (record.Header.Type == ContentType.Handshake && !record.IsEncrypted && record.Messages.Count > 0)
        {
            foreach (DissectedMessage message in record.Messages) AddMessage(message, tree);
            return;
        }

        foreach (string name in NamesOf(record, bytes))
        {
            bool isData = record.IsEncrypted && record.Header.Type == ContentType.ApplicationData;
            tree.Add(isData ? "Encrypted content" : name, record.ContentStart, record.Available);
        }
    }

    static void AddMessage(DissectedMessage message, IDetailTree tree)
    {
        (int start, int length) = message.Range;
        string cut = message.IsWhole ? "" : string.Create(CultureInfo.InvariantCulture, $" ({message.Body.Length} there)");
        string name = HandshakeNames.Message(message.Type);
        tree.Open(string.Create(CultureInfo.InvariantCulture, $"{name}, {message.Size} bytes{cut}"), start, length);
        AddFields(message, tree, is13: false);
        tree.Close();
    }

    static void AddFields(DissectedMessage message, IDetailTree tree, bool is13)
    {
        switch (message.Type)
        {
            case HandshakeType.ClientHello: HelloDissection.AddClient(tree, message); break;
            case HandshakeType.ServerHello: HelloDissection.AddServer(tree, message); break;
            case HandshakeType.Certificate when is13: CertificateDissection.AddOf13(tree, message); break;
            case HandshakeType.Certificate: CertificateDissection.Add(tree, message); break;
            case HandshakeType.EncryptedExtensions: HelloDissection.AddExtensionsOf13(tree, message); break;
            default: break;
        }
    }
}
