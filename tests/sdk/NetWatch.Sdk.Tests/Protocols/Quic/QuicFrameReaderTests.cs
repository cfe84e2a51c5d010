using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Sdk.Tests.Protocols.Quic;

public sealed class QuicFrameReaderTests
{
    [Theory]
    [InlineData("000000", QuicFrameType.Padding)]
    [InlineData("01", QuicFrameType.Ping)]
    [InlineData("020a000100" + "0101", QuicFrameType.Ack)]
    [InlineData("030a000000" + "010203", QuicFrameType.Ack)]
    [InlineData("04040507", QuicFrameType.ResetStream)]
    [InlineData("050405", QuicFrameType.StopSending)]
    [InlineData("060002aabb", QuicFrameType.Crypto)]
    [InlineData("0702aabb", QuicFrameType.NewToken)]
    [InlineData("0f040302aabb", QuicFrameType.Stream)]
    [InlineData("1040ff", QuicFrameType.MaxData)]
    [InlineData("110405", QuicFrameType.MaxStreamData)]
    [InlineData("1305", QuicFrameType.MaxStreams)]
    [InlineData("1405", QuicFrameType.DataBlocked)]
    [InlineData("150405", QuicFrameType.StreamDataBlocked)]
    [InlineData("1705", QuicFrameType.StreamsBlocked)]
    [InlineData("18010004aabbccdd00112233445566778899aabbccddeeff", QuicFrameType.NewConnectionId)]
    [InlineData("1901", QuicFrameType.RetireConnectionId)]
    [InlineData("1a0011223344556677", QuicFrameType.PathChallenge)]
    [InlineData("1b0011223344556677", QuicFrameType.PathResponse)]
    [InlineData("1c0a0602aabb", QuicFrameType.ConnectionClose)]
    [InlineData("1d0a02aabb", QuicFrameType.ConnectionClose)]
    [InlineData("1e", QuicFrameType.HandshakeDone)]
    [InlineData("3102aabb", QuicFrameType.Datagram)]
    [InlineData("2404050703", QuicFrameType.ResetStream)]
    [InlineData("1f", QuicFrameType.Extension)]
    [InlineData("42f54000", QuicFrameType.Extension)]
    [InlineData("40af01024003" + "04", QuicFrameType.Extension)]
    public void Every_frame_is_read_to_its_end_and_refused_when_cut(string hex, QuicFrameType type)
    {
        byte[] bytes = Convert.FromHexString(hex);
        var reader = new QuicFrameReader([.. bytes, 1]);
        reader.TryRead(out QuicFrame frame).ShouldBeTrue();
        (frame.Type, reader.Position).ShouldBe((type, bytes.Length));
        reader.TryRead(out QuicFrame ping).ShouldBeTrue();
        (ping.Type, reader.IsAtEnd).ShouldBe((QuicFrameType.Ping, true));

        for (int length = type == QuicFrameType.Padding ? 4 : 1; length < bytes.Length; length++)
        {
            var cut = new QuicFrameReader(bytes.AsSpan(0, length));
            cut.TryRead(out _).ShouldBeFalse($"{length} bytes");
            cut.Position.ShouldBe(0);
        }
    }

    [Fact]
    public void Fields_of_a_stream_frame()
    {
        var reader = new QuicFrameReader(Convert.FromHexString("0f044403" + "02aabb"));
        reader.TryRead(out QuicFrame frame).ShouldBeTrue();
        (frame.StreamId, frame.Offset, frame.IsFin).ShouldBe((4UL, 0x403UL, true));
        frame.Data.ToArray().ShouldBe([0xAA, 0xBB]);

        var unbounded = new QuicFrameReader(Convert.FromHexString("0804aabbcc"));
        unbounded.TryRead(out QuicFrame rest).ShouldBeTrue();
        (rest.Offset, rest.IsFin, rest.Data.Length, unbounded.IsAtEnd).ShouldBe((0UL, false, 3, true));
    }

    [Fact]
    public void Any_bytes_end_within_bounded_steps()
    {
        for (int seed = 0; seed < 50_000; seed++)
        {
            var random = new Random(seed);
            byte[] bytes = new byte[random.Next(1, 60)];
            random.NextBytes(bytes);
            bytes[0] = (byte)random.Next(0x32);
            var reader = new QuicFrameReader(bytes);
            int frames = 0;
            while (reader.TryRead(out _)) (++frames).ShouldBeLessThanOrEqualTo(bytes.Length);
        }
    }

    [Fact]
    public void Unknown_frames_stop_the_walk()
    {
        var reader = new QuicFrameReader([1, 0x21, 1]);
        reader.TryRead(out _).ShouldBeTrue();
        reader.TryRead(out _).ShouldBeFalse();
        (reader.Position, reader.IsAtEnd).ShouldBe((1, false));
    }

    [Theory]
    [InlineData("020a000003", "7-10")]
    [InlineData("0214000202" + "0101" + "0200", "18-20 14-15 10-10")]
    [InlineData("030a000000" + "010203", "10-10")]
    [InlineData("020a00000b", "")]
    [InlineData("0205000101" + "0500", "4-5")]
    public void Ranges_of_an_acknowledgment(string hex, string ranges)
    {
        new QuicFrameReader(Convert.FromHexString(hex)).TryRead(out QuicFrame frame).ShouldBeTrue();
        var walk = new QuicAckRanges(frame);
        List<string> found = [];
        while (walk.TryRead(out long low, out long high)) found.Add($"{low}-{high}");
        string.Join(' ', found).ShouldBe(ranges);
    }
}
