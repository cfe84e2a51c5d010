using NetWatch.Sdk.Decryption;

namespace NetWatch.Plugins.QuicDecryption.Tests;

/// <summary>A key ring of the tests.</summary>
sealed class TestKeys : IKeyRing
{
    readonly Dictionary<string, byte[]> _secrets = [];

    public int Generation { get; private set; }

    /// <summary>Whether everything is there, so that what is not found is hopeless.</summary>
    internal bool IsComplete { get; init; }

    public bool IsHopeless(ReadOnlySpan<byte> clientRandom)
    {
        string random = Convert.ToHexString(clientRandom);
        return IsComplete && !_secrets.Keys.Any(key => key.EndsWith(random, StringComparison.Ordinal));
    }

    internal static TestKeys OfCapture()
    {
        var keys = new TestKeys();
        keys.Load();
        return keys;
    }

    internal void Load()
    {
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Samples", "quic.keys")))
        {
            if (line.Split(' ') is [string label, string random, string secret]) Add(label, Convert.FromHexString(random), Convert.FromHexString(secret));
        }
    }

    internal void Add(string label, byte[] identifier, byte[] secret)
    {
        _secrets[label + Convert.ToHexString(identifier)] = secret;
        Generation++;
    }

    public bool TryFind(string label, ReadOnlySpan<byte> identifier, out ReadOnlyMemory<byte> secret)
    {
        // Like the real ring it allocates nothing, so that what the decryptor allocates can be seen.
        Span<char> key = stackalloc char[256];
        label.CopyTo(key);
        Convert.TryToHexString(identifier, key[label.Length..], out int written);
        bool isFound = _secrets.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key[..(label.Length + written)], out byte[]? bytes);
        secret = bytes;
        return isFound;
    }
}
