namespace NetWatch.Fuzz;

/// <summary>Changes that break parsers: odd lengths, cuts, repeats, flipped bits.</summary>
static class Mutation
{
    internal static byte[] Of(Random random, byte[] bytes)
    {
        for (int changes = random.Next(1, 8); changes > 0 && bytes.Length > 0; changes--)
        {
            int at = random.Next(bytes.Length);
            switch (random.Next(8))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes[at] = (byte)(random.Next(2) == 0 ? 0 : 255); break;
                case 3: bytes = bytes[..(at + 1)]; break;
                case 4: bytes = [.. bytes[..at], .. bytes.AsSpan(random.Next(bytes.Length))]; break;
                case 5: bytes = [.. bytes, .. bytes.AsSpan(at, Math.Min(200, bytes.Length - at))]; break;
                // Near the beginning, where the headers are.
                case 6: bytes[random.Next(Math.Min(64, bytes.Length))] = (byte)random.Next(256); break;
                default: bytes.AsSpan(at, Math.Min(random.Next(1, 5), bytes.Length - at)).Fill((byte)(random.Next(2) * 255)); break;
            }

            if (bytes.Length > 100_000) return bytes[..100_000];
        }

        return bytes.Length == 0 ? [0] : bytes;
    }
}
