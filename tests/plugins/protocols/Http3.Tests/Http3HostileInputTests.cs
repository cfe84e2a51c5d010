using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Http3.Tests.Streams;

namespace NetWatch.Plugins.Http3.Tests;

/// <summary>What is sent to hurt a reader is bounded, counted and said.</summary>
public sealed class Http3HostileInputTests
{
    [Fact]
    public void A_header_bomb_is_cut_off_and_named()
    {
        byte[] lines = new byte[16_000];
        lines.AsSpan().Fill(0x80);
        Connection([.. Opening, Client(6, [0x3F, 0xE1, 0x1F], Insert("a: " + new string('x', 3000))), Client(0, Headers([0x02, 0x00, .. lines])).Fin()]).ShouldContain("field section over 256 KiB");
    }

    [Fact]
    public void An_encoder_bomb_is_cut_off_and_named() =>
        Connection([.. Opening, Client(6, [0x3F, 0xE1, 0x1F], Insert("a: " + new string('x', 4000)), new byte[60_000]), Client(0, Get()).Fin()]).ShouldContain("malformed or overlarge encoder instructions");

    [Fact]
    public void Sections_that_wait_for_what_never_comes_are_bounded()
    {
        StreamPiece[] pieces = [.. Opening, .. Enumerable.Range(0, 200).Select(i => Client(4 * i, Headers([0x03, 0x81, 0x10, 0xD1])).Fin())];
        Connection(pieces).ShouldContain("more blocked field sections than are kept");
        Exchanges(pieces).Length.ShouldBe(200);
    }

    [Fact]
    public void Thousands_of_streams_at_once_are_published_oldest_first()
    {
        StreamPiece[] pieces = [.. Opening, .. Enumerable.Range(0, 1000).Select(i => Client(4 * i, Get($"/{i}")))];
        Exchanges(pieces).Select(e => e.Target).ShouldBe(Enumerable.Range(0, 1000).Select(i => $"/{i}"));
        Connection(pieces).ShouldContain("more than 256 streams at once");
    }

    [Fact]
    public void Overlong_sections_and_endless_frames_are_passed_over()
    {
        Connection([.. Opening, Client(0, Headers(new byte[70_000])).Fin()]).ShouldContain("encoded field section over 64 KiB");
        Exchanges([.. Opening, Client(0, Get("/x"), [0x21, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], new byte[1000]).Fin()]).ShouldHaveSingleItem().Target.ShouldBe("/x");
    }

    [Fact]
    public void Mutated_and_lossy_connections_do_no_harm_and_say_nothing_wrong()
    {
        string[] targets = ["/late", "/4", "/style.css"];
        for (int seed = 0; seed < 5000; seed++)
        {
            var random = new Random(seed);
            bool isLossy = seed % 2 == 0;
            var pieces = new List<StreamPiece>();
            foreach (StreamPiece piece in Http3AnalyzerTests.Sample)
            {
                if (random.Next(8) == 0 && piece.Bytes.Length > 1 && isLossy) pieces.Add(piece with { Missing = random.Next(1, piece.Bytes.Length), Bytes = [] });
                else pieces.Add(isLossy ? piece : Mutate(random, piece));
            }

            foreach (Fact fact in Run(pieces, at => 1 + random.Next(30)))
            {
                FactText.Of(fact).Length.ShouldBeLessThan(100_000);
                if (isLossy && fact is HttpExchange { Target: not null } exchange) targets.ShouldContain(exchange.Target);
            }
        }
    }

    static StreamPiece Mutate(Random random, StreamPiece piece)
    {
        byte[] bytes = [.. piece.Bytes];
        for (int i = random.Next(3); i > 0 && bytes.Length > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        long stream = random.Next(20) == 0 ? random.NextInt64(0, 1L << 62) : piece.Stream;
        return piece with { Bytes = bytes, Stream = stream, Direction = random.Next(20) == 0 ? FlowDirection.FromResponder : piece.Direction };
    }
}
