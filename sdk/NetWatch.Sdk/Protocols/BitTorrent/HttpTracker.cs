using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Sdk.Protocols.BitTorrent;

/// <summary>
/// Reads what BitTorrent clients ask trackers over HTTP (BEP 3; compact peers: BEP 23 and 7; scrapes: BEP 48). It is part of the SDK because the
/// flow is one of HTTP: whoever reads that publishes these facts beside its own. Pure functions, any thread; they allocate.
/// </summary>
public static class HttpTracker
{
    /// <summary>Bytes of an answer that are worth keeping: some 1,300 peers.</summary>
    public const int MaxAnswer = 8192;

    const string HashName = "info_hash=";
    const int MaxPeers = 50;

    /// <summary>Whether a request goes to a tracker. Allocates nothing; asked once for each request.</summary>
    /// <param name="target">The target of the request, or null.</param>
    public static bool IsRequest(string? target)
    {
        if (target is null) return false;
        int at = target.IndexOf(HashName, StringComparison.Ordinal);
        return at > 0 && target[at - 1] is '?' or '&';
    }

    /// <summary>The same of a target in UTF-8.</summary>
    /// <param name="target">The target of the request; empty when there is none.</param>
    public static bool IsRequest(ReadOnlySpan<byte> target)
    {
        int at = target.IndexOf("info_hash="u8);
        return at > 0 && target[at - 1] is (byte)'?' or (byte)'&';
    }

    /// <summary>An announcement or a scrape with its answer, named as those over UDP are.</summary>
    /// <param name="target">The target of the request.</param>
    /// <param name="answer">The content of the response, codings undone; empty when there was none, and it may be cut.</param>
    public static OpenFact Read(string target, ReadOnlySpan<byte> answer)
    {
        var values = new List<KeyValuePair<string, object>>();
        bool isAnnounce = target.Contains("peer_id=", StringComparison.Ordinal);
        ReadQuery(target.AsSpan(target.IndexOf('?', StringComparison.Ordinal) + 1), values);
        var reader = new Bencode(answer);
        if (reader.TryTake((byte)'d')) ReadAnswer(ref reader, values);
        return new OpenFact("bittorrent", isAnnounce ? "announce" : "scrape", values, isTransaction: true);
    }

    static void ReadQuery(ReadOnlySpan<char> query, List<KeyValuePair<string, object>> values)
    {
        Span<byte> decoded = stackalloc byte[64];
        foreach (Range range in query.Split('&'))
        {
            ReadOnlySpan<char> field = query[range];
            int equals = field.IndexOf('=');
            if (equals < 0 || values.Count >= 16) continue;
            ReadOnlySpan<byte> value = Unescape(field[(equals + 1)..], decoded);
            switch (field[..equals])
            {
                case "info_hash" when value.Length == 20: values.Add(new("info_hash", WireBytes.Hex(value))); break;
                case "peer_id": AddPeer(value, values); break;
                case "event": values.Add(new("event", WireText.Of(value, 32))); break;
                case "downloaded" or "left" or "uploaded" or "port" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number):
                    values.Add(new(field[..equals].ToString(), number));
                    break;
                default: break;
            }
        }
    }

    static void AddPeer(ReadOnlySpan<byte> id, List<KeyValuePair<string, object>> values)
    {
        values.Add(new("peer_id", WireText.Of(id)));
        if (PeerId.ClientOf(id) is { } client) values.Add(new("client", client));
    }

    // RFC 3986 §2.1; what is not escaped well stays as it is.
    static ReadOnlySpan<byte> Unescape(ReadOnlySpan<char> text, Span<byte> room)
    {
        int length = 0;
        for (int i = 0; i < text.Length && length < room.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && byte.TryParse(text.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
            {
                room[length++] = value;
                i += 2;
            }
            else
            {
                room[length++] = (byte)text[i];
            }
        }

        return room[..length];
    }

    static void ReadAnswer(ref Bencode reader, List<KeyValuePair<string, object>> values)
    {
        var peers = new List<string>();
        while (reader.TryReadString(out ReadOnlySpan<byte> key) && reader.TrySkip(out ReadOnlySpan<byte> value))
        {
            var field = new Bencode(value);
            if (key.SequenceEqual("peers"u8)) AddPeers(field, 4, peers);
            else if (key.SequenceEqual("peers6"u8)) AddPeers(field, 16, peers);
            else if (key.SequenceEqual("files"u8)) ReadScrape(field, values);
            else if (key.SequenceEqual("failure reason"u8) && field.TryReadString(out ReadOnlySpan<byte> reason)) values.Add(new("error", WireText.Of(reason, 256)));
            else AddNumber(key, field, values);
        }

        if (peers.Count > 0) values.Add(new("peers", peers));
    }

    static void AddNumber(ReadOnlySpan<byte> key, Bencode value, List<KeyValuePair<string, object>> values)
    {
        string? name = key.SequenceEqual("interval"u8) ? "interval" : key.SequenceEqual("complete"u8) ? "seeders" : key.SequenceEqual("incomplete"u8) ? "leechers" : null;
        if (name is not null && value.TryReadNumber(out long number)) values.Add(new(name, number));
    }

    // Of several torrents that are asked for, the first one's numbers; most ask for one.
    static void ReadScrape(Bencode files, List<KeyValuePair<string, object>> values)
    {
        if (!files.TryTake((byte)'d') || !files.TryReadString(out _) || !files.TryTake((byte)'d')) return;
        while (files.TryReadString(out ReadOnlySpan<byte> key) && files.TrySkip(out ReadOnlySpan<byte> value)) AddNumber(key, new Bencode(value), values);
    }

    // Compact peers are addresses with ports one after the other; the first form was a list of dictionaries.
    static void AddPeers(Bencode value, int addressLength, List<string> peers)
    {
        if (value.TryReadString(out ReadOnlySpan<byte> compact))
        {
            for (int entry = addressLength + 2; compact.Length >= entry && peers.Count < MaxPeers; compact = compact[entry..])
                peers.Add(EndPoint(compact[..addressLength], BinaryPrimitives.ReadUInt16BigEndian(compact[addressLength..])));
            return;
        }

        if (!value.TryTake((byte)'l')) return;
        while (value.TrySkip(out ReadOnlySpan<byte> peer) && peers.Count < MaxPeers) AddListedPeer(new Bencode(peer), peers);
    }

    static string EndPoint(ReadOnlySpan<byte> address, int port) => address.Length == 4
        ? string.Create(CultureInfo.InvariantCulture, $"{NetAddress.FromBytes(address)}:{port}")
        : new IPEndPoint(new IPAddress(address), port).ToString();

    static void AddListedPeer(Bencode peer, List<string> peers)
    {
        if (!peer.TryTake((byte)'d')) return;
        string? address = null;
        long port = 0;
        while (peer.TryReadString(out ReadOnlySpan<byte> key) && peer.TrySkip(out ReadOnlySpan<byte> value))
        {
            var field = new Bencode(value);
            if (key.SequenceEqual("ip"u8) && field.TryReadString(out ReadOnlySpan<byte> ip)) address = WireText.Of(ip, 64);
            else if (key.SequenceEqual("port"u8)) field.TryReadNumber(out port);
        }

        if (address is not null) peers.Add(string.Create(CultureInfo.InvariantCulture, $"{(address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address)}:{port}"));
    }
}
