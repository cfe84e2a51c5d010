using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Http2.Tests;

/// <summary>Connections that were joined in the middle: known by frames in a row, wherever they begin and whatever lies around them.</summary>
public sealed class Http2MidStreamTests
{
    static readonly byte[][] Kinds =
    [
        [0, 0, 4, 8, 0, 0, 0, 0, 0, 0, 0, 1, 0], [0, 0, 4, 8, 0, 0, 0x1F, 0xFF, 0xFF, 0, 0, 1, 0], [0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8],
        [0, 0, 8, 6, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 4, 1, 0, 0, 0, 0], [0, 0, 4, 3, 0, 0, 0, 1, 1, 0, 0, 0, 8],
        [0, 0, 5, 1, 0x05, 0, 0, 0, 1, 0x88, 1, 2, 3, 4], [0, 0, 4, 1, 0x04, 0, 0x1F, 0xFF, 0xFF, 0x82, 1, 2, 3],
    ];

    [Fact]
    public void Frames_in_a_row_are_found_at_every_place_and_with_any_length_behind_them()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] before = new byte[random.Next(60)], behind = new byte[random.Next(40)];
            if (random.Next(2) == 0) random.NextBytes(before);
            byte[] frames = [.. Enumerable.Range(0, 3).SelectMany(_ => Kinds[random.Next(Kinds.Length)])];

            Ask([.. before, .. frames, .. behind]).IsMatch.ShouldBeTrue(Convert.ToHexString([.. before, 0xAA, .. frames, 0xAA, .. behind]));
        }
    }

    [Fact]
    public void The_last_frame_may_be_cut_behind_its_header()
    {
        byte[] pings = [.. Kinds[2], .. Kinds[3], .. Kinds[2]];
        for (int missing = 0; missing <= 8; missing++) Ask([1, 2, 3, .. pings[..^missing]]).IsMatch.ShouldBeTrue($"{missing} bytes missing");
        Ask([1, 2, 3, .. pings[..^9]]).IsUndecided.ShouldBeTrue();
    }

    [Fact]
    public void Runs_of_zeros_and_noise_are_no_frames()
    {
        byte[] noise = new byte[4096];
        new Random(1).NextBytes(noise);

        Ask(new byte[4095]).IsUndecided.ShouldBeTrue();
        Ask(new byte[4096]).ShouldBe(Classification.NoMatch);
        Ask(noise).ShouldBe(Classification.NoMatch);
    }

    static Classification Ask(byte[] bytes) => new Http2Classifier().Classify(new FlowPrefix
    {
        Transport = Transport.Tcp, InitiatorPort = 40000, ResponderPort = 443, Direction = FlowDirection.FromResponder, Bytes = bytes, IsMidStream = true, Opposite = "x"u8,
    });
}
