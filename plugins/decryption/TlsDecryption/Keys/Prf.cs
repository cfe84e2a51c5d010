using System.Security.Cryptography;
using System.Text;

namespace NetWatch.Plugins.TlsDecryption.Keys;

/// <summary>The pseudorandom function of TLS 1.2 (RFC 5246 §5) and of 1.0 and 1.1 (RFC 2246 §5).</summary>
static class Prf
{
    /// <summary>Fills the output.</summary>
    /// <param name="hash">The hash from TLS 1.2 on; MD5 and SHA-1 together where it is <see cref="HashAlgorithmName.MD5"/>.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="label">The label, ASCII.</param>
    /// <param name="seed">The seed after the label.</param>
    /// <param name="output">Filled.</param>
    internal static void Fill(HashAlgorithmName hash, ReadOnlySpan<byte> secret, string label, ReadOnlySpan<byte> seed, Span<byte> output)
    {
        byte[] labelled = [.. Encoding.ASCII.GetBytes(label), .. seed];
        if (hash != HashAlgorithmName.MD5)
        {
            Expand(hash, secret, labelled, output);
            return;
        }

        // The halves share the middle byte of an odd secret.
        int half = (secret.Length + 1) / 2;
        byte[] second = new byte[output.Length];
        Expand(HashAlgorithmName.MD5, secret[..half], labelled, output);
        Expand(HashAlgorithmName.SHA1, secret[^half..], labelled, second);
        for (int i = 0; i < second.Length; i++) output[i] ^= second[i];
    }

    static void Expand(HashAlgorithmName hash, ReadOnlySpan<byte> secret, byte[] seed, Span<byte> output)
    {
        using var hmac = IncrementalHash.CreateHMAC(hash, secret);
        byte[] a = seed;
        while (!output.IsEmpty)
        {
            hmac.AppendData(a);
            a = hmac.GetHashAndReset();
            hmac.AppendData(a);
            hmac.AppendData(seed);
            byte[] block = hmac.GetHashAndReset();
            int length = Math.Min(block.Length, output.Length);
            block.AsSpan(0, length).CopyTo(output);
            output = output[length..];
        }
    }
}
