using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Http3.Tests;

/// <summary>Writes frames and field sections, and runs connections as a decryptor would hand them over.</summary>
static class Streams
{
    internal static byte[] Int(ulong value) => value switch
    {
        < 64 => [(byte)value],
        < 16_384 => [(byte)(0x40 | value >> 8), (byte)value],
        < 1 << 30 => [(byte)(0x80 | value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value],
        _ => [(byte)(0xC0 | value >> 56), (byte)(value >> 48), (byte)(value >> 40), (byte)(value >> 32), (byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value],
    };

    internal static byte[] Frame(ulong type, params byte[] payload) => [.. Int(type), .. Int((ulong)payload.Length), .. payload];

    internal static byte[] Headers(params byte[] section) => Frame(1, section);

    internal static byte[] Data(string text) => Frame(0, Encoding.Latin1.GetBytes(text));

    internal static byte[] Settings(params (ulong Id, ulong Value)[] settings) => Frame(4, [.. settings.SelectMany(s => Int(s.Id).Concat(Int(s.Value)))]);

    /// <summary>A section of literal lines alone.</summary>
    internal static byte[] Section(params string[] lines) => [0, 0, .. lines.SelectMany(Literal)];

    static byte[] Literal(string line)
    {
        (string name, string value) = Split(line);
        return [.. Prefixed(0x20, 3, name), .. Prefixed(0, 7, value)];
    }

    /// <summary>An instruction that inserts a line.</summary>
    internal static byte[] Insert(string line)
    {
        (string name, string value) = Split(line);
        return [.. Prefixed(0x40, 5, name), .. Prefixed(0, 7, value)];
    }

    static (string Name, string Value) Split(string line)
    {
        int colon = line.IndexOf(": ", 1, StringComparison.Ordinal);
        return (line[..colon], line[(colon + 2)..]);
    }

    static byte[] Prefixed(byte flags, int bits, string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        int max = (1 << bits) - 1, rest = bytes.Length - max;
        if (rest < 0) return [(byte)(flags | bytes.Length), .. bytes];
        var length = new List<byte> { (byte)(flags | max) };
        for (; rest >= 128; rest >>= 7) length.Add((byte)(rest & 0x7F | 0x80));
        return [.. length, (byte)rest, .. bytes];
    }

    internal static StreamPiece Client(long stream, params byte[][] parts) => new(stream, FlowDirection.FromInitiator, [.. parts.SelectMany(part => part)]);

    internal static StreamPiece Server(long stream, params byte[][] parts) => new(stream, FlowDirection.FromResponder, [.. parts.SelectMany(part => part)]);

    internal static StreamPiece Fin(this StreamPiece piece) => piece with { Ends = true };

    internal static StreamPiece ClientGap(long stream, long missing) => Client(stream) with { Missing = missing };

    internal static StreamPiece ServerGap(long stream, long missing) => Server(stream) with { Missing = missing };

    internal static StreamPiece[] Opening =>
    [
        Client(2, [0], Settings((1, 4096), (7, 16))), Server(3, [0], Settings((1, 4096), (7, 100), (8, 1))), Client(6, [2]), Server(7, [2]), Client(10, [3]), Server(11, [3]),
    ];

    internal static byte[] Get(string path = "/", string host = "example.org") =>
        Headers(Section(":method: GET", ":scheme: https", $":path: {path}", $":authority: {host}", "user-agent: test/3"));

    internal static byte[] Answer(int status = 200) => Headers(Section($":status: {status}", "content-type: text/html; charset=utf-8", "server: unit"));

    internal static IReadOnlyList<Fact> Run(IEnumerable<StreamPiece> pieces, Func<int, int>? cut = null, IFlowAnalyzer? analyzer = null)
    {
        var http3 = (IMultiStreamAnalyzer)(analyzer ?? new Http3AnalyzerFactory().Create());
        var facts = new FactCollector();
        var offsets = new Dictionary<(long, FlowDirection), long>();
        http3.Start(new FlowStart(default, false, default));
        long time = 1_000_000;
        foreach (StreamPiece piece in pieces)
        {
            time += 1_000_000;
            long offset = offsets.GetValueOrDefault((piece.Stream, piece.Direction));
            if (piece.Missing > 0) http3.OnStreamGap(piece.Stream, piece.Direction, piece.Missing, facts);
            for (int at = 0; at < piece.Bytes.Length;)
            {
                int size = Math.Clamp(cut?.Invoke(at) ?? int.MaxValue, 1, piece.Bytes.Length - at);
                http3.OnData(new StreamChunk { Direction = piece.Direction, StreamId = piece.Stream, Bytes = piece.Bytes.AsSpan(at, size), Time = new(time), Offset = offset + piece.Missing + at }, facts);
                at += size;
            }

            offsets[(piece.Stream, piece.Direction)] = offset + piece.Missing + piece.Bytes.Length;
            if (piece.Ends) http3.OnStreamEnd(piece.Stream, piece.Direction, facts);
        }

        http3.OnEnd(facts);
        return facts.Facts;
    }

    internal static HttpExchange[] Exchanges(params IEnumerable<StreamPiece> pieces) => [.. Run(pieces).OfType<HttpExchange>()];

    internal static string Connection(params IEnumerable<StreamPiece> pieces) => FactText.Of(Run(pieces).Single(fact => fact.Kind == "connection"));
}
