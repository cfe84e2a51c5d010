using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Http2.Tests;

/// <summary>Writes frames and field blocks, and runs flows.</summary>
static class Frames
{
    internal static byte[] Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();

    internal static byte[] Frame(byte type, byte flags, int stream, params byte[] payload) =>
    [
        (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, type, flags,
        (byte)(stream >> 24), (byte)(stream >> 16), (byte)(stream >> 8), (byte)stream, .. payload,
    ];

    internal static byte[] Settings(params (int Id, long Value)[] settings) => Frame(4, 0, 0,
        [.. settings.SelectMany(s => (byte[])[(byte)(s.Id >> 8), (byte)s.Id, (byte)(s.Value >> 24), (byte)(s.Value >> 16), (byte)(s.Value >> 8), (byte)s.Value])]);

    internal static byte[] Ack => Frame(4, 1, 0);

    internal static byte[] Headers(int stream, byte[] block, bool ends = false) => Frame(1, (byte)(ends ? 5 : 4), stream, block);

    internal static byte[] Data(int stream, string text, bool ends = false) => Frame(0, (byte)(ends ? 1 : 0), stream, Encoding.Latin1.GetBytes(text));

    internal static byte[] Reset(int stream, byte code) => Frame(3, 0, stream, 0, 0, 0, code);

    internal static byte[] WindowUpdate(int stream) => Frame(8, 0, stream, 0, 1, 0, 0);

    internal static byte[] Ping => Frame(6, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8);

    /// <summary>A block of literals that enter the dynamic table.</summary>
    internal static byte[] Block(params string[] lines) => [.. lines.SelectMany(line => Literal(line, 0x40))];

    /// <summary>A block of literals that leave the table as it is.</summary>
    internal static byte[] Plain(params string[] lines) => [.. lines.SelectMany(line => Literal(line, 0))];

    static byte[] Literal(string line, byte kind)
    {
        int colon = line.IndexOf(": ", 1, StringComparison.Ordinal);
        return [kind, .. Text(line[..colon]), .. Text(line[(colon + 2)..])];
    }

    static byte[] Text(string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        if (bytes.Length < 127) return [(byte)bytes.Length, .. bytes];
        var length = new List<byte> { 0x7F };
        int rest = bytes.Length - 127;
        for (; rest >= 128; rest >>= 7) length.Add((byte)(rest & 0x7F | 0x80));
        return [.. length, (byte)rest, .. bytes];
    }

    internal static byte[] Get(int stream, string path = "/", string host = "example.org") =>
        Headers(stream, Block(":method: GET", ":scheme: http", $":path: {path}", $":authority: {host}", "user-agent: test/2"), ends: true);

    internal static byte[] Answer(int stream, int status = 200, bool ends = false) =>
        Headers(stream, Block($":status: {status}", "content-type: text/html; charset=utf-8", "server: unit"), ends);

    internal static FlowTurn Client(params byte[][] parts) => FlowTurn.FromInitiator(parts.SelectMany(part => part).ToArray());

    internal static FlowTurn Server(params byte[][] parts) => FlowTurn.FromResponder(parts.SelectMany(part => part).ToArray());

    internal static FlowTurn Opening => Client(Preface, Settings((1, 4096), (3, 100)), WindowUpdate(0));

    internal static FlowTurn ServerOpening => Server(Settings((3, 128), (5, 16_384)), Ack);

    internal static FlowSample Flow(params FlowTurn[] turns) => FlowSample.Tcp("http2", 8080, turns);

    internal static FlowAnalysis Run(params FlowTurn[] turns) => AnalyzerHarness.For<Http2Classifier>().Run(Flow(turns));

    internal static HttpExchange[] Exchanges(params FlowTurn[] turns) => [.. Run(turns).Facts.OfType<HttpExchange>()];

    internal static HttpExchange Exchange(params FlowTurn[] turns) => Exchanges(turns).ShouldHaveSingleItem();

    internal static string Connection(params FlowTurn[] turns) => FactText.Of(Run(turns).Facts.Single(fact => fact.Kind == "connection"));

    internal static FlowTurn ServerGap(long bytes) => FlowTurn.Gap(FlowDirection.FromResponder, bytes);

    internal static FlowTurn ClientGap(long bytes) => FlowTurn.Gap(FlowDirection.FromInitiator, bytes);
}
