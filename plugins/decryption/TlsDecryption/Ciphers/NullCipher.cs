using System.Security.Cryptography;

namespace NetWatch.Plugins.TlsDecryption.Ciphers;

/// <summary>Records that are authenticated and not encrypted (RFC 5246 §6.2.3.1).</summary>
sealed class NullCipher(HashAlgorithmName hash, ReadOnlySpan<byte> macKey) : RecordCipher
{
    readonly MacCheck _mac = new(hash, macKey);

    internal override int Overhead => _mac.Length;

    internal override bool TryOpen(ulong sequence, ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, Span<byte> output, out int length)
    {
        length = body.Length - _mac.Length;
        if (length < 0 || !_mac.Fits(sequence, header, body[..length], body[length..])) return false;
        body[..length].CopyTo(output);
        return true;
    }

    public override void Dispose() => _mac.Dispose();
}
