using NetWatch.Sdk.Protocols.Http;
using NetWatch.Sdk.Testing.Memory;

namespace NetWatch.Sdk.Tests.Protocols.Http;

/// <summary>The examples of RFC 7541 appendix C, and what attacks on the format look like.</summary>
public sealed class HpackDecoderTests
{
    readonly HpackDecoder _decoder = new();

    FieldSectionResult Decode(byte[] block, out List<string> lines)
    {
        var sink = new FieldLines();
        FieldSectionResult result = _decoder.Decode(block, sink);
        lines = sink.Lines;
        return result;
    }

    void Expect(string hex, int tableSize, params string[] lines)
    {
        Decode(FieldLines.Hex(hex), out List<string> decoded).ShouldBe(FieldSectionResult.Complete);
        decoded.ShouldBe(lines);
        _decoder.TableSize.ShouldBe(tableSize);
    }

    [Theory]
    [InlineData("400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572", "custom-key: custom-header", 55)]
    [InlineData("040c 2f73 616d 706c 652f 7061 7468", ":path: /sample/path", 0)]
    [InlineData("1008 7061 7373 776f 7264 0673 6563 7265 74", "password: secret", 0)]
    [InlineData("82", ":method: GET", 0)]
    public void Representations_of_C2(string hex, string line, int tableSize) => Expect(hex, tableSize, line);

    [Theory]
    [InlineData("8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d", "8286 84be 5808 6e6f 2d63 6163 6865",
        "8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65")]
    [InlineData("8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff", "8286 84be 5886 a8eb 1064 9cbf",
        "8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf")]
    public void Requests_of_C3_and_C4(string first, string second, string third)
    {
        Expect(first, 57, ":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com");
        Expect(second, 110, ":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com", "cache-control: no-cache");
        Expect(third, 164, ":method: GET", ":scheme: https", ":path: /index.html", ":authority: www.example.com", "custom-key: custom-value");
    }

    [Theory]
    [InlineData(
        "4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3120 474d 546e 1768 7474 7073 3a2f 2f77 7777 2e65 7861 6d70 6c65 2e63 6f6d",
        "4803 3330 37c1 c0bf",
        "88c1 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3220 474d 54c0 5a04 677a 6970 7738 666f 6f3d 4153 444a 4b48 514b 425a 584f 5157 454f 5049 5541 5851 5745 4f49 553b 206d 6178 2d61 6765 3d33 3630 303b 2076 6572 7369 6f6e 3d31")]
    [InlineData(
        "4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3",
        "4883 640e ffc1 c0bf",
        "88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7 821d d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07")]
    public void Responses_of_C5_and_C6_evict_from_a_table_of_256_bytes(string first, string second, string third)
    {
        Expect("3fe101", 0);
        Expect(first, 222, ":status: 302", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:21 GMT", "location: https://www.example.com");
        Expect(second, 222, ":status: 307", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:21 GMT", "location: https://www.example.com");
        Expect(third, 215, ":status: 200", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:22 GMT", "location: https://www.example.com",
            "content-encoding: gzip", "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1");
    }

    [Fact]
    public void Every_line_of_the_static_table_can_be_named()
    {
        for (int index = 1; index <= 61; index++) Decode([(byte)(0x80 | index)], out _).ShouldBe(FieldSectionResult.Complete);
        Decode([0x80 | 61], out List<string> last);
        last.ShouldBe(["www-authenticate: "]);
    }

    [Theory]
    [InlineData("80")]
    [InlineData("be")]
    [InlineData("ff ff ff ff ff ff ff ff ff ff 7f")]
    [InlineData("ff 80 80 80 80 80 80 80 80 80 80 00")]
    [InlineData("82 3f e1 01")]
    [InlineData("40 0a 61")]
    [InlineData("04")]
    [InlineData("04 84 ff ff ff ff")]
    [InlineData("04 81 00")]
    public void Malformed_blocks_are_refused_and_leave_the_table_unknown(string hex)
    {
        Decode(FieldLines.Hex(hex), out _).ShouldBe(FieldSectionResult.Malformed);
        _decoder.IsPartial.ShouldBeTrue();
    }

    [Fact]
    public void A_block_that_unfolds_without_end_is_cut_off_at_the_ceiling()
    {
        byte[] value = new byte[4000];
        Decode([0x40, 1, (byte)'a', 0x7F, .. Integer(4000 - 127), .. value], out _).ShouldBe(FieldSectionResult.Complete);
        byte[] bomb = new byte[60_000];
        bomb.AsSpan().Fill(0xBE);

        Decode(bomb, out List<string> lines).ShouldBe(FieldSectionResult.TooLarge);

        lines.Count.ShouldBe(HpackDecoder.MaxListSize / 4033);
        _decoder.IsPartial.ShouldBeTrue();
    }

    [Fact]
    public void A_table_is_never_larger_than_the_ceiling_whatever_is_announced()
    {
        Decode([0x3F, .. Integer(int.MaxValue)], out _).ShouldBe(FieldSectionResult.Complete);
        for (int i = 0; i < 100; i++) Decode([0x40, 1, (byte)i, 0x7F, .. Integer(8000 - 127), .. new byte[8000]], out _);

        _decoder.TableSize.ShouldBeLessThanOrEqualTo(FieldTable.MaxCapacity);
        Decode([0xFF, .. Integer(0)], out List<string> old).ShouldBe(FieldSectionResult.Partial, "what had to leave early is unknown, not wrong");
        old.ShouldBe(["?"]);
    }

    [Fact]
    public void After_a_loss_what_was_inserted_since_is_known_and_what_was_before_is_not()
    {
        Decode(FieldLines.Hex("8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d"), out _);
        _decoder.Lose();

        Decode(FieldLines.Hex("82 be 5808 6e6f 2d63 6163 6865"), out List<string> lines).ShouldBe(FieldSectionResult.Partial);
        lines.ShouldBe([":method: GET", "?", "cache-control: no-cache"]);
        Decode(FieldLines.Hex("be bf"), out lines).ShouldBe(FieldSectionResult.Partial);
        lines.ShouldBe(["cache-control: no-cache", "?"]);
    }

    [Fact]
    public void A_line_with_an_unknown_name_keeps_its_place_in_the_table()
    {
        _decoder.Lose();
        Decode(FieldLines.Hex("7f00 0161 4001 6201 63"), out List<string> lines);
        lines.ShouldBe(["?", "b: c"]);

        Decode(FieldLines.Hex("be bf"), out lines).ShouldBe(FieldSectionResult.Partial);
        lines.ShouldBe(["b: c", "?"]);
    }

    [Fact]
    public void A_table_that_its_encoder_empties_is_known_again()
    {
        _decoder.Lose();
        Decode(FieldLines.Hex("20 3fe11f 82"), out _).ShouldBe(FieldSectionResult.Complete);
        _decoder.IsPartial.ShouldBeFalse();
        Decode([0xBE], out _).ShouldBe(FieldSectionResult.Malformed);
    }

    [Fact]
    public void Random_blocks_throw_nothing_and_stay_within_bounds()
    {
        for (int seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            byte[] block = new byte[random.Next(1, 60)];
            random.NextBytes(block);
            if (Decode(block, out _) == FieldSectionResult.Malformed && seed % 3 == 0) _decoder.Reset();
            _decoder.TableSize.ShouldBeInRange(0, FieldTable.MaxCapacity);
        }
    }

    [Fact]
    public void Decoding_allocates_nothing_in_the_steady_state()
    {
        byte[] block = FieldLines.Hex("8286 84 4188 25a8 49e9 5ba9 7d7f 5808 6e6f 2d63 6163 6865 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf");
        var sink = new HttpFields();
        for (int i = 0; i < 5000; i++) Run();
        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 0; i < 5000; i++) Run();
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);

        void Run()
        {
            sink.Clear();
            _decoder.Decode(block, sink);
        }
    }

    // What follows a prefix that is full (RFC 7541 §5.1).
    static byte[] Integer(int rest)
    {
        var bytes = new List<byte>();
        for (; rest >= 128; rest >>= 7) bytes.Add((byte)(rest & 0x7F | 0x80));
        return [.. bytes, (byte)rest];
    }
}
