using NetWatch.Sdk.Protocols.BitTorrent;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.BitTorrent;

/// <summary>The arguments of a query or the values of a response.</summary>
sealed class KrpcValues
{
    const int CompactNode = 26;
    const int CompactNode6 = 38;
    const int MaxValues = 1000;

    internal string? Id { get; private set; }

    internal string? Target { get; private set; }

    internal string? InfoHash { get; private set; }

    internal string? Token { get; private set; }

    internal long Port { get; private set; } = -1;

    internal long ImpliedPort { get; private set; } = -1;

    internal int Nodes { get; private set; } = -1;

    internal int Nodes6 { get; private set; } = -1;

    internal int Peers { get; private set; } = -1;

    internal static KrpcValues Read(ReadOnlySpan<byte> dictionary)
    {
        var values = new KrpcValues();
        var reader = new Bencode(dictionary);
        if (!reader.TryTake((byte)'d')) return values;
        while (reader.TryReadString(out ReadOnlySpan<byte> key) && reader.TrySkip(out ReadOnlySpan<byte> value)) values.Set(key, new Bencode(value));
        return values;
    }

    void Set(ReadOnlySpan<byte> key, Bencode value)
    {
        if (value.Next == 'l')
        {
            if (key.SequenceEqual("values"u8)) Peers = Count(value);
            return;
        }

        if (value.TryReadNumber(out long number))
        {
            if (key.SequenceEqual("port"u8)) Port = number;
            else if (key.SequenceEqual("implied_port"u8)) ImpliedPort = number;
            return;
        }

        if (!value.TryReadString(out ReadOnlySpan<byte> text)) return;
        if (key.SequenceEqual("id"u8)) Id = Hex(text);
        else if (key.SequenceEqual("target"u8)) Target = Hex(text);
        else if (key.SequenceEqual("info_hash"u8)) InfoHash = Hex(text);
        else if (key.SequenceEqual("token"u8)) Token = Hex(text);
        else if (key.SequenceEqual("nodes"u8)) Nodes = text.Length / CompactNode;
        else if (key.SequenceEqual("nodes6"u8)) Nodes6 = text.Length / CompactNode6;
    }

    static int Count(Bencode list)
    {
        int count = 0;
        list.TryTake((byte)'l');
        while (count < MaxValues && list.Next != 'e' && list.TrySkip(out _)) count++;
        return count;
    }

    internal void WriteTo(IFactWriter writer)
    {
        writer.Text("id", Id);
        writer.Text("target", Target);
        writer.Text("info_hash", InfoHash);
        writer.Text("token", Token);
        if (Port >= 0) writer.Number("port", Port);
        if (ImpliedPort >= 0) writer.Number("implied_port", ImpliedPort);
        if (Nodes >= 0) writer.Number("nodes", Nodes);
        if (Nodes6 >= 0) writer.Number("nodes6", Nodes6);
        if (Peers >= 0) writer.Number("values", Peers);
    }

    static string Hex(ReadOnlySpan<byte> bytes) => WireBytes.Hex(bytes[..Math.Min(bytes.Length, 64)]);
}
