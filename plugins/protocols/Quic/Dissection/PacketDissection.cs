using System.Buffers.Binary;
using System.Globalization;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Quic;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.Quic;

/// <summary>One packet with a long header in the detail tree.</summary>
static class PacketDissection
{
    const int MaxFrames = 256;
    const int MaxOffers = 64;

    internal static string Name(QuicPacketType type) => type switch
    {
        QuicPacketType.VersionNegotiation => "Version negotiation",
        QuicPacketType.Initial => "Initial",
        QuicPacketType.ZeroRtt => "0-RTT",
        QuicPacketType.Handshake => "Handshake",
        QuicPacketType.Retry => "Retry",
        QuicPacketType.OneRtt => "Protected payload",
        _ => "Long header of an unknown version",
    };

    internal static void Add(IDetailTree tree, in QuicLongHeader header, ReadOnlySpan<byte> packet, int start)
    {
        string cut = header.IsWhole ? "" : string.Create(CultureInfo.InvariantCulture, $" ({packet.Length} there)");
        tree.Open(string.Create(CultureInfo.InvariantCulture, $"QUIC {Name(header.Type)}, {header.PacketLength} bytes{cut}"), start, packet.Length);
        string version = header.Version.Number == 0 ? "negotiation" : header.Version.ToString();
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Version: {version} (0x{header.Version.Number:x8})"), start + 1, 4);
        AddIds(tree, header, start);
        switch (header.Type)
        {
            case QuicPacketType.VersionNegotiation: AddOffers(tree, header, start + packet.Length - header.SupportedVersions.Length); break;
            case QuicPacketType.Retry: AddRetry(tree, header, packet, start); break;
            default: AddProtected(tree, header, packet, start); break;
        }

        tree.Close();
    }

    static void AddIds(IDetailTree tree, in QuicLongHeader header, int start)
    {
        if (header.Version.HasNibbleLengths)
        {
            tree.Add(Id("Destination", header.DestinationId), start + 6, header.DestinationId.Length);
            tree.Add(Id("Source", header.SourceId), start + 6 + header.DestinationId.Length, header.SourceId.Length);
            return;
        }

        tree.Add(Id("Destination", header.DestinationId), start + 5, 1 + header.DestinationId.Length);
        tree.Add(Id("Source", header.SourceId), start + 6 + header.DestinationId.Length, 1 + header.SourceId.Length);
    }

    static string Id(string name, ReadOnlySpan<byte> id) => $"{name} connection id: {(id.IsEmpty ? "none" : Convert.ToHexStringLower(id))}";

    static void AddOffers(IDetailTree tree, in QuicLongHeader header, int at)
    {
        ReadOnlySpan<byte> offers = header.SupportedVersions;
        for (int i = 0; i < MaxOffers && offers.Length >= 4; i++, offers = offers[4..], at += 4)
            tree.Add($"Supported version: {new QuicVersion(BinaryPrimitives.ReadUInt32BigEndian(offers))}", at, 4);
    }

    static void AddRetry(IDetailTree tree, in QuicLongHeader header, ReadOnlySpan<byte> packet, int start)
    {
        int end = start + packet.Length - QuicAead.TagSize;
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Retry token: {header.Token.Length} bytes"), end - header.Token.Length, header.Token.Length);
        tree.Add("Integrity tag: " + Convert.ToHexStringLower(packet[^QuicAead.TagSize..]), end, QuicAead.TagSize);
    }

    static void AddProtected(IDetailTree tree, in QuicLongHeader header, ReadOnlySpan<byte> packet, int start)
    {
        if (header.Version.HasNibbleLengths)
        {
            GoogleDissection.AddHello(tree, packet, start);
            return;
        }

        if (header.PacketNumberOffset == 0 || header.PacketNumberOffset > packet.Length) return;
        if (header.Token.Length > 0) tree.Add(string.Create(CultureInfo.InvariantCulture, $"Token: {header.Token.Length} bytes"), start, header.PacketNumberOffset);
        using OpenedInitial? opened = header.Type == QuicPacketType.Initial ? OpenedInitial.TryOpen(header, packet) : null;
        if (opened is null)
        {
            int length = packet.Length - header.PacketNumberOffset;
            tree.Add(string.Create(CultureInfo.InvariantCulture, $"Protected: {length} bytes"), start + header.PacketNumberOffset, length);
            return;
        }

        // The ciphers keep lengths, so that a frame has its place in the packet.
        int frames = packet.Length - QuicAead.TagSize - opened.Plaintext.Length;
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Packet number: {opened.PacketNumber}"), start + header.PacketNumberOffset, frames - header.PacketNumberOffset);
        AddFrames(tree, opened, start + frames);
    }

    static void AddFrames(IDetailTree tree, OpenedInitial opened, int at)
    {
        int end = at + opened.Plaintext.Length;
        if (opened.TryGetHello(out ClientHelloView hello)) AddHello(tree, hello, at, end - at);
        AddFrames(tree, opened.Plaintext, at);
    }

    /// <summary>The frames of a packet, one node each.</summary>
    /// <param name="tree">Takes the nodes.</param>
    /// <param name="plaintext">All frames.</param>
    /// <param name="at">Where the first begins in what the tree shows.</param>
    internal static void AddFrames(IDetailTree tree, ReadOnlySpan<byte> plaintext, int at = 0)
    {
        var reader = new QuicFrameReader(plaintext);
        for (int i = 0; i < MaxFrames; i++)
        {
            int position = reader.Position;
            if (!reader.TryRead(out QuicFrame frame)) break;
            tree.Add(FrameText.Of(frame), at + position, reader.Position - position);
        }

        if (!reader.IsAtEnd) tree.Add("Frames that are not known", at + reader.Position, plaintext.Length - reader.Position);
    }

    static void AddHello(IDetailTree tree, in ClientHelloView view, int start, int length)
    {
        TlsClientHello hello = HelloFacts.Create(view, HelloCarrier.Quic);
        tree.Open(hello.Summary, start, length);
        if (hello.Sni is not null) tree.Add("Server name: " + hello.Sni, start, length);
        if (hello.Alpn.Count > 0) tree.Add("ALPN: " + string.Join(", ", hello.Alpn), start, length);
        if (hello.Ja4 is not null) tree.Add("JA4: " + hello.Ja4, start, length);
        if (hello.HasEch) tree.Add("Encrypted ClientHello: offered", start, length);
        tree.Add(string.Create(CultureInfo.InvariantCulture, $"Cipher suites: {hello.CipherSuites.Count}"), start, length);
        tree.Close();
    }
}
