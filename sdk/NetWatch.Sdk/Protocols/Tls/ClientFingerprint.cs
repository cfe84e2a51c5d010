using System.Buffers;
using System.Text;
using NetWatch.Sdk.Protocols.Hashing;

namespace NetWatch.Sdk.Protocols.Tls;

/// <summary>
/// What hellos of one kind of client have in common: fingerprints and protocols. Many facts may share one. Never changed but for texts that are made
/// when they are asked for; any thread.
/// </summary>
sealed class ClientFingerprint
{
    const int HashDigits = 2 * Md5.Size;

    // JA4, the hash of JA3 and the text of JA3, one behind the other.
    readonly byte[] _text;
    string? _ja4, _ja3, _ja3Text;

    ClientFingerprint(byte[] text, IReadOnlyList<string> alpn)
    {
        _text = text;
        Alpn = alpn;
    }

    /// <summary>The protocols offered by ALPN.</summary>
    internal IReadOnlyList<string> Alpn { get; }

    /// <summary>The JA4 fingerprint.</summary>
    internal ReadOnlySpan<byte> Ja4Bytes => _text.AsSpan(0, Tls.Ja4.Length);

    /// <summary>The JA3 fingerprint as hex digits.</summary>
    internal ReadOnlySpan<byte> Ja3Bytes => _text.AsSpan(Tls.Ja4.Length, HashDigits);

    /// <summary>The text that it is the hash of.</summary>
    internal ReadOnlySpan<byte> Ja3TextBytes => _text.AsSpan(Tls.Ja4.Length + HashDigits);

    // Several threads may ask at once: each would make the same text.
    internal string Ja4 => _ja4 ??= Encoding.ASCII.GetString(Ja4Bytes);

    internal string Ja3 => _ja3 ??= Encoding.ASCII.GetString(Ja3Bytes);

    internal string Ja3Text => _ja3Text ??= Encoding.ASCII.GetString(Ja3TextBytes);

    /// <summary>Makes the fingerprint of a hello that is complete.</summary>
    internal static ClientFingerprint Of(in ClientHelloView hello, HelloCarrier carrier, Ja4Hashes? hashes, IReadOnlyList<string> alpn)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(Tls.Ja4.Length + HashDigits + Tls.Ja3.MostOf(hello));
        Span<byte> text = rented;
        Tls.Ja4.Write(hello, carrier, hashes, text);
        int length = Tls.Ja3.Write(hello, text[(Tls.Ja4.Length + HashDigits)..]);
        Span<byte> hash = stackalloc byte[Md5.Size];
        Md5.Hash(text.Slice(Tls.Ja4.Length + HashDigits, length), hash);
        HexDigits.Write(hash, text.Slice(Tls.Ja4.Length, HashDigits));
        var fingerprint = new ClientFingerprint(text[..(Tls.Ja4.Length + HashDigits + length)].ToArray(), alpn);
        ArrayPool<byte>.Shared.Return(rented);
        return fingerprint;
    }
}
