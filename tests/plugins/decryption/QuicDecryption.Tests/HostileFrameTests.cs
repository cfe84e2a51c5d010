using NetWatch.Plugins.Quic.Tests;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.QuicDecryption.Tests;

/// <summary>Frames that are authentic and all the same not what an honest end would send: who exports keys may be hostile as well.</summary>
public sealed class HostileFrameTests
{
    static readonly byte[][] Frames =
    [
        Sealed.Stream(0, 0, Hello.Fill(40)), Sealed.Stream(0, 30, Hello.Fill(40), isFin: true), Sealed.Stream(4, 1000, [1, 2]), Sealed.Stream(3, 0, []),
        [8, 4, 1, 2, 3], [4, 0, 1, 10], [5, 0, 1], [0x10, 1], [2, 9, 0, 1, 0, 1, 1], [0x18, 1, 0, 8, .. Hello.Fill(24)], [0x19, 0], [0x1C, 0, 0, 0], [0x1D, 1, 0], [0x1E], [1],
        [0x0F, 0, 0xBF, 0xFF, 0xFF, 0xFF, 1, 7], [0x0F, 8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 1, 7], [0x31, 2, 1, 2], [0x42, 0xF5, 1], [0x40, 0xAF, 1, 2, 3, 4],
    ];

    [Fact]
    public void Random_frames_keep_the_contract_of_the_sink()
    {
        IDecryptor decryptor = new QuicDecryptorFactory().Create();
        for (int seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var connection = new Connection();
            var turns = new List<FlowTurn>(connection.Handshake);
            for (int packet = 0; packet < 25; packet++)
            {
                byte[] frames = [.. Enumerable.Range(0, random.Next(1, 4)).SelectMany(_ => Frames[random.Next(Frames.Length)])];
                for (int change = random.Next(3); change > 0; change--) frames[random.Next(frames.Length)] = (byte)random.Next(256);
                turns.Add(random.Next(2) == 0 ? connection.FromClient(frames) : connection.FromServer(frames));
            }

            // The sink holds every call to the contract: bytes in order and without overlap, nothing behind an end.
            TestSink sink = Run.Of(connection.Keys, turns, decryptor);
            foreach (((long Stream, FlowDirection Direction) key, long missing) in sink.Gaps.Select(gap => ((gap.Stream, gap.Direction), gap.Missing)))
                missing.ShouldBePositive($"seed {seed}, stream {key}");
        }
    }
}
