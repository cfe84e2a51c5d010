using System.Buffers;
using System.Text;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Hashing;

namespace NetWatch.Sdk.Protocols.Tls;

/// <summary>
/// What answers of one kind of server have in common. Many facts may share one. Never changed but for texts that are made when they are asked for;
/// any thread.
/// </summary>
sealed class ServerFingerprint
{
    const int HashDigits = 2 * Md5.Size;

    // The hash of JA3S and its text, one behind the other.
    readonly byte[] _text;
    string? _ja3S, _ja3SText;

    ServerFingerprint(byte[] text, string cipherSuite)
    {
        _text = text;
        CipherSuite = cipherSuite;
    }

    /// <summary>The name of the chosen cipher suite.</summary>
    internal string CipherSuite { get; }

    /// <summary>The JA3S fingerprint as hex digits.</summary>
    internal ReadOnlySpan<byte> Ja3SBytes => _text.AsSpan(0, HashDigits);

    /// <summary>The text that it is the hash of.</summary>
    internal ReadOnlySpan<byte> Ja3STextBytes => _text.AsSpan(HashDigits);

    // Several threads may ask at once: each would make the same text.
    internal string Ja3S => _ja3S ??= Encoding.ASCII.GetString(Ja3SBytes);

    internal string Ja3SText => _ja3SText ??= Encoding.ASCII.GetString(Ja3STextBytes);

    /// <summary>Makes the fingerprint of a hello that is complete.</summary>
    internal static ServerFingerprint Of(in ServerHelloView hello)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(HashDigits + Ja3.MostOf(hello));
        Span<byte> text = rented;
        int length = Ja3.Write(hello, text[HashDigits..]);
        Span<byte> hash = stackalloc byte[Md5.Size];
        Md5.Hash(text.Slice(HashDigits, length), hash);
        HexDigits.Write(hash, text[..HashDigits]);
        var fingerprint = new ServerFingerprint(text[..(HashDigits + length)].ToArray(), TlsNames.CipherSuite(hello.CipherSuite));
        ArrayPool<byte>.Shared.Return(rented);
        return fingerprint;
    }
}
