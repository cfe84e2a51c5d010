using System.Security.Cryptography;

namespace NetWatch.Plugins.TlsDecryption.Ciphers;

/// <summary>The HMAC of records before TLS 1.3 (RFC 5246 §6.2.3.1).</summary>
sealed class MacCheck(HashAlgorithmName hash, ReadOnlySpan<byte> key) : IDisposable
{
    readonly IncrementalHash _hmac = IncrementalHash.CreateHMAC(hash, key);

    internal int Length { get; } = SuiteInfo.LengthOf(hash);

    internal bool Fits(ulong sequence, ReadOnlySpan<byte> header, ReadOnlySpan<byte> content, ReadOnlySpan<byte> mac)
    {
        Span<byte> pseudo = stackalloc byte[PseudoHeader.Length];
        PseudoHeader.Write(pseudo, sequence, header, content.Length);
        _hmac.AppendData(pseudo);
        _hmac.AppendData(content);
        Span<byte> expected = stackalloc byte[64];
        int length = _hmac.GetHashAndReset(expected);
        return expected[..length].SequenceEqual(mac);
    }

    public void Dispose() => _hmac.Dispose();
}
