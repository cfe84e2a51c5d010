using NetWatch.Sdk.Protocols.Http;

namespace NetWatch.Sdk.Tests.Protocols.Http;

/// <summary>The examples of RFC 9204 appendix B, the wrap of the insert count, blocked sections, losses and attacks.</summary>
public sealed class QpackDecoderTests
{
    readonly QpackDecoder _decoder = new() { MaxTableCapacity = 220 };

    FieldSectionResult Decode(string hex, out List<string> lines)
    {
        var sink = new FieldLines();
        FieldSectionResult result = _decoder.Decode(FieldLines.Hex(hex), sink);
        lines = sink.Lines;
        return result;
    }

    void Expect(string hex, params string[] expected)
    {
        Decode(hex, out List<string> lines).ShouldBe(FieldSectionResult.Complete);
        lines.ShouldBe(expected);
    }

    void Instruct(string hex, int cut = int.MaxValue)
    {
        foreach (byte[] piece in FieldLines.Hex(hex).Chunk(cut)) _decoder.ReadEncoderStream(piece).ShouldBeTrue();
    }

    [Fact]
    public void A_literal_with_a_static_name_of_B1() => Expect("0000 510b 2f69 6e64 6578 2e68 746d 6c", ":path: /index.html");

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1)]
    [InlineData(7)]
    public void The_dynamic_table_of_B2_to_B5_however_the_stream_is_cut(int cut)
    {
        Instruct("3fbd01 c00f 7777 772e 6578 616d 706c 652e 636f 6d c10c 2f73 616d 706c 652f 7061 7468", cut);
        Expect("0381 10 11", ":authority: www.example.com", ":path: /sample/path");
        Instruct("4a63 7573 746f 6d2d 6b65 790c 6375 7374 6f6d 2d76 616c 7565", cut);
        Instruct("02", cut);
        Expect("0500 80 c1 81", ":authority: www.example.com", ":path: /", "custom-key: custom-value");
        Instruct("810d 6375 7374 6f6d 2d76 616c 7565 32", cut);
        _decoder.InsertCount.ShouldBe(5);
        Expect("0600 80", "custom-key: custom-value2");
    }

    [Fact]
    public void A_section_waits_for_the_entries_that_it_needs()
    {
        Decode("0381 10 11", out List<string> lines).ShouldBe(FieldSectionResult.Blocked);
        lines.ShouldBeEmpty();
        Instruct("3fbd01 c00f 7777 772e 6578 616d 706c 652e 636f 6d");
        Decode("0381 10 11", out _).ShouldBe(FieldSectionResult.Blocked);
        Instruct("c10c 2f73 616d 706c 652f 7061 7468");
        Expect("0381 10 11", ":authority: www.example.com", ":path: /sample/path");
    }

    [Fact]
    public void A_section_waits_for_the_settings_that_its_count_is_wrapped_by()
    {
        _decoder.Reset();
        Instruct("3fbd01 c00f 7777 772e 6578 616d 706c 652e 636f 6d");
        Decode("0200 80", out _).ShouldBe(FieldSectionResult.Blocked);
        Expect("0000 d1", ":method: GET");
        _decoder.MaxTableCapacity = 220;
        Expect("0200 80", ":authority: www.example.com");
    }

    [Fact]
    public void The_insert_count_wraps_around_at_twice_the_number_of_entries()
    {
        // 96 bytes: three entries, so counts are sent modulo six. Entries of 34 bytes: two fit.
        _decoder.MaxTableCapacity = 96;
        Instruct("3f41");
        for (int i = 0; i < 20; i++)
        {
            Instruct($"4161 01{'a' + i:x2}");
            int encoded = (i + 1) % 6 + 1;
            Expect($"{encoded:x2}00 80", $"a: {(char)('a' + i)}");
        }
    }

    [Fact]
    public void After_a_loss_of_the_encoder_stream_what_is_static_or_literal_still_stands()
    {
        Instruct("3fbd01 c00f 7777 772e 6578 616d 706c 652e 636f 6d c10c 2f73 616d 706c 652f 7061 7468");
        _decoder.Lose();
        Decode("0381 10 11 d1 2161 0162 00 0163", out List<string> lines).ShouldBe(FieldSectionResult.Partial);
        lines.ShouldBe(["?", "?", ":method: GET", "a: b", "?"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0000 ff ff ff ff ff ff ff ff ff ff ff")]
    [InlineData("0000 80")]
    [InlineData("0080 c1")]
    [InlineData("0000 ff 24")]
    [InlineData("0f00 80")]
    [InlineData("0000 27")]
    [InlineData("0000 510b 2f")]
    public void Malformed_sections_are_refused(string hex) => Decode(hex, out _).ShouldBe(FieldSectionResult.Malformed);

    [Theory]
    [InlineData("00")]
    [InlineData("8000")]
    [InlineData("ff ff 01 00")]
    [InlineData("3f e1 ff ff 7f")]
    [InlineData("7f ff ff ff ff 7f")]
    [InlineData("41 61 ff ff ff ff 0f")]
    public void Malformed_instructions_lose_the_table(string hex)
    {
        _decoder.ReadEncoderStream(FieldLines.Hex(hex)).ShouldBeFalse();
        _decoder.IsLost.ShouldBeTrue();
        _decoder.ReadEncoderStream([1, 2, 3]).ShouldBeTrue("what follows is passed over");
    }

    [Fact]
    public void Instructions_that_copy_a_large_entry_without_end_are_cut_off()
    {
        _decoder.MaxTableCapacity = 1 << 20;
        Instruct("3fe1ff3f");
        byte[] large = new byte[30_000];
        _decoder.ReadEncoderStream([0x41, (byte)'a', 0x7F, 0xB1, 0xE9, 0x01, .. large]).ShouldBeTrue();
        _decoder.InsertCount.ShouldBe(1);

        _decoder.ReadEncoderStream(new byte[1400]).ShouldBeFalse();

        _decoder.InsertCount.ShouldBeLessThan(20);
    }

    [Fact]
    public void Random_streams_throw_nothing()
    {
        for (int seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            byte[] bytes = new byte[random.Next(1, 60)];
            random.NextBytes(bytes);
            if (_decoder.IsLost) _decoder.Reset();
            _decoder.MaxTableCapacity = random.Next(5000);
            _decoder.ReadEncoderStream(bytes);
            random.NextBytes(bytes);
            bytes[0] = (byte)random.Next(6);
            _decoder.Decode(bytes, new FieldLines());
        }
    }

    [Fact]
    public void There_are_99_static_lines()
    {
        StaticFields.Qpack.Count.ShouldBe(99);
        Expect("0000 ff23", "x-frame-options: sameorigin");
    }
}
