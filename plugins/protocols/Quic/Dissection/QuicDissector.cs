using System.Globalization;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Quic;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.Quic;

/// <summary>
/// Explains QUIC datagrams: the headers of the packets in them, and the frames of a client's first packets, whose keys follow from the
/// packet itself.
/// </summary>
[ForProtocol("quic")]
public sealed class QuicDissector : IDecryptedDissector
{
    const int MaxPackets = 16;
    const int MaxFramesNamed = 4;

    /// <inheritdoc/>
    public string? Summarize(in DissectionInput input)
    {
        ReadOnlySpan<byte> bytes = input.Bytes;
        if (bytes.IsEmpty) return null;
        if (GooglePublicHeader.TryParse(bytes, out QuicVersion version, out _)) return GoogleSummary(version, bytes);
        var names = new List<string>(4);
        for (int i = 0; i < MaxPackets && !bytes.IsEmpty; i++)
        {
            if (!QuicLongHeader.IsLong(bytes[0]))
            {
                if (IsShort(bytes)) names.Add("Protected payload");
                break;
            }

            if (!QuicLongHeader.TryParse(bytes, out QuicLongHeader header)) break;
            int length = Math.Min(header.PacketLength, bytes.Length);
            names.Add(Summary(header, bytes[..length]));
            bytes = bytes[length..];
        }

        return names.Count == 0 ? null : string.Join(", ", names);
    }

    /// <inheritdoc/>
    public void Dissect(in DissectionInput input, IDetailTree tree)
    {
        ReadOnlySpan<byte> bytes = input.Bytes;
        if (GooglePublicHeader.TryParse(bytes, out QuicVersion version, out ReadOnlySpan<byte> id))
        {
            GoogleDissection.Add(tree, bytes, version, id);
            return;
        }

        int at = 0;
        for (int i = 0; i < MaxPackets && at < bytes.Length; i++)
        {
            if (!QuicLongHeader.TryParse(bytes[at..], out QuicLongHeader header)) break;
            int length = Math.Min(header.PacketLength, bytes.Length - at);
            PacketDissection.Add(tree, header, bytes.Slice(at, length), at);
            at += length;
        }

        if (at == bytes.Length) return;
        string rest = IsShort(bytes[at..]) ? "Protected payload behind a short header" : "What fills the datagram";
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"{rest}, {bytes.Length - at} bytes"), at, bytes.Length - at);
    }

    /// <inheritdoc/>
    public void DissectDecrypted(string kind, long number, ReadOnlySpan<byte> bytes, IDetailTree tree)
    {
        tree.Open(string.Create(CultureInfo.InvariantCulture, $"Decrypted: QUIC {kind} packet {number}, {bytes.Length} bytes of frames"), 0, 0);
        PacketDissection.AddFrames(tree, bytes);
        tree.Close();
    }

    /// <inheritdoc/>
    public string? SummarizeDecrypted(string kind, ReadOnlySpan<byte> bytes)
    {
        var names = new List<string>(4);
        var frames = new QuicFrameReader(bytes);
        while (names.Count < MaxFramesNamed && frames.TryRead(out QuicFrame frame))
        {
            if (frame.Type != QuicFrameType.Padding) names.Add(FrameText.Of(frame));
        }

        return names.Count == 0 ? null : $"{kind}: {string.Join("; ", names)}";
    }

    // The fixed bit need not be set (RFC 9287 §3); what only fills a datagram is zeros.
    static bool IsShort(ReadOnlySpan<byte> bytes) => !QuicLongHeader.IsLong(bytes[0]) && bytes.ContainsAnyExcept((byte)0);

    static string GoogleSummary(QuicVersion version, ReadOnlySpan<byte> bytes)
    {
        string hello = GoogleHello.TryFind(bytes, out GoogleHello found) ? ", CHLO" + (found.ServerName is { } name ? " " + name : "") : "";
        return version + hello;
    }

    static string Summary(in QuicLongHeader header, ReadOnlySpan<byte> packet)
    {
        string name = PacketDissection.Name(header.Type);
        if (header.Type != QuicPacketType.Initial) return name;
        if (header.Version.HasNibbleLengths) return GoogleSummary(header.Version, packet);
        using var opened = OpenedInitial.TryOpen(header, packet);
        if (opened is null || !opened.TryGetHello(out ClientHelloView hello)) return name;
        hello.TryGetServerName(out ReadOnlySpan<byte> host);
        return host.IsEmpty ? "Initial ClientHello" : "Initial ClientHello " + HelloFacts.Text(host);
    }
}
