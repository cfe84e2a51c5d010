using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Http3.Tests;

/// <summary>The frames of a packet, whatever its streams hold.</summary>
public sealed class FrameWalkTests
{
    static PlaintextPiece Piece(long stream, long time, params byte[] bytes) => new(stream, FlowDirection.FromInitiator, new Timestamp(time), bytes);

    static List<string> Walk(params PlaintextPiece[] pieces)
    {
        var tree = new Lines();
        new Http3Dissector().DissectStreams(pieces, FlowDirection.FromInitiator, pieces[^1].Time, tree);
        return tree.All;
    }

    [Fact]
    public void A_packet_shows_its_own_frames_and_that_one_goes_on()
    {
        // DATA of five bytes, cut behind the second; then a reserved frame, and SETTINGS on the control stream.
        Walk(Piece(0, 1, 0, 5, 1, 2), Piece(0, 2, 3, 4, 5, 0x21, 0)).ShouldBe(["HTTP/3, stream 0: DATA goes on", "HTTP/3 frame of type 0x21, stream 0, 0 bytes"]);
        Walk(Piece(2, 1, 0, 4, 2, 1, 0)).ShouldBe(["HTTP/3, stream 2 begins: control", "HTTP/3 SETTINGS, stream 2", "QPACK_MAX_TABLE_CAPACITY=0"]);
    }

    [Fact]
    public void Fields_of_the_static_table_are_read()
    {
        // Index 17 is :method GET, 1 is :path / (RFC 9204 appendix A).
        Walk(Piece(4, 1, 1, 4, 0, 0, 0xC0 | 17, 0xC0 | 1)).ShouldBe(["HTTP/3 HEADERS, stream 4, GET /", ":method: GET", ":path: /"]);
    }

    [Fact]
    public void Whatever_the_bytes_are_nothing_is_thrown()
    {
        var random = new Random(1);
        for (int round = 0; round < 5000; round++)
        {
            PlaintextPiece[] pieces = [.. Enumerable.Range(0, random.Next(1, 12)).Select(i =>
            {
                byte[] bytes = new byte[random.Next(0, 60)];
                random.NextBytes(bytes);
                // Small numbers make frames that are known.
                for (int at = 0; at < bytes.Length; at += random.Next(1, 9)) bytes[at] = (byte)random.Next(8);
                return new PlaintextPiece(random.Next(8), (FlowDirection)random.Next(2), new Timestamp(i / 3), bytes, bytes.Length == 0 ? random.Next(1, 100) : 0);
            })];
            Walk(pieces);
        }
    }

    sealed class Lines : IDetailTree
    {
        internal List<string> All { get; } = [];

        public void Open(string text, int start, int length) => All.Add(text);

        public void Add(string text, int start, int length) => All.Add(text);

        public void Close()
        {
            // Depth does not matter here.
        }
    }
}
