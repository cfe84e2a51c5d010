using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.BitTorrent;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.BitTorrent;

/// <summary>
/// A query of the distributed hash table with its response, either of which may be missing (BEP 5). Names as in Suricata's EVE, where the object
/// is <c>bittorrent_dht</c>.
/// </summary>
sealed class DhtExchange : Fact
{
    internal required string Transaction { get; init; }

    internal string? Query { get; set; }

    internal string? Version { get; set; }

    internal Timestamp Time { get; init; }

    internal KrpcValues? Request { get; set; }

    internal KrpcValues? Response { get; set; }

    internal long ErrorCode { get; set; }

    internal string? Error { get; set; }

    public override string Protocol => "bittorrent_dht";

    public override string Kind => "exchange";

    public override bool IsTransaction => true;

    public override string Summary => $"DHT {Query ?? (Error is null ? "response" : $"error {Error}")} {Request?.InfoHash ?? Request?.Target}";

    public override void WriteTo(IFactWriter writer)
    {
        writer.Text("transaction_id", Transaction);
        writer.Text("client_version", Version);
        writer.Text("request_type", Query);
        Write(writer, "request", Request);
        Write(writer, "response", Response);
        if (Error is null) return;
        writer.BeginObject("error");
        writer.Number("num", ErrorCode);
        writer.Text("msg", Error);
        writer.EndObject();
    }

    static void Write(IFactWriter writer, string name, KrpcValues? values)
    {
        if (values is null) return;
        writer.BeginObject(name);
        values.WriteTo(writer);
        writer.EndObject();
    }

    /// <summary>Reads the list of an error: a code and a sentence.</summary>
    internal void ReadError(ReadOnlySpan<byte> list)
    {
        var reader = new Bencode(list);
        Error = "";
        if (!reader.TryTake((byte)'l') || !reader.TryReadNumber(out long code)) return;
        ErrorCode = code;
        if (reader.TryReadString(out ReadOnlySpan<byte> text)) Error = WireText.Of(text, 256);
    }
}
