using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>Inputs that nobody meant to send: noise, and samples with bytes changed, cut out, repeated or swapped. One seed is one input.</summary>
static class HostileBytes
{
    const int LongestNoise = 600;

    internal static (FlowSample Sample, FlowDirection Direction, byte[] Bytes, bool IsTruncated) Make(int seed, IReadOnlyList<FlowSample> samples)
    {
        var random = new Random(seed);
        FlowSample sample = samples[random.Next(samples.Count)];
        var direction = (FlowDirection)random.Next(2);
        FlowTurn turn = sample.Turns[random.Next(sample.Turns.Count)];
        byte[] bytes = random.Next(4) == 0 || turn.Bytes.IsEmpty ? Noise(random) : Mutate(random, turn.Bytes.ToArray());
        return (sample, direction, bytes, random.Next(4) == 0);
    }

    static byte[] Noise(Random random)
    {
        byte[] bytes = new byte[random.Next(1, LongestNoise)];
        random.NextBytes(bytes);
        return bytes;
    }

    static byte[] Mutate(Random random, byte[] bytes)
    {
        for (int changes = random.Next(1, 6); changes > 0; changes--)
        {
            int at = random.Next(bytes.Length);
            switch (random.Next(6))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                // The ends of a range are where length fields break.
                case 2: bytes[at] = (byte)(random.Next(2) == 0 ? 0 : 255); break;
                case 3: bytes = bytes[..(at + 1)]; break;
                case 4: bytes = [.. bytes[..at], .. bytes.AsSpan(random.Next(bytes.Length))]; break;
                default: bytes = [.. bytes, .. bytes.AsSpan(at, Math.Min(64, bytes.Length - at))]; break;
            }

            if (bytes.Length == 0) return [0];
        }

        return bytes;
    }
}
