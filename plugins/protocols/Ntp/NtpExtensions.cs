using System.Buffers.Binary;
using System.Globalization;

namespace NetWatch.Plugins.Ntp;

/// <summary>What may stand behind the header: extension fields, then a message authentication code (RFC 5905 §7.3, RFC 7822, RFC 8915 §5).</summary>
ref struct NtpExtensions
{
    /// <summary>Shorter rests than this are authentication codes, not fields (RFC 7822 §3).</summary>
    const int MinLastField = 28;

    readonly ReadOnlySpan<byte> _bytes;
    int _at = NtpHeader.Length;

    internal NtpExtensions(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    internal ushort Type { get; private set; }

    internal int Start { get; private set; }

    internal int FieldLength { get; private set; }

    /// <summary>Where the fields end.</summary>
    internal readonly int End => _at;

    /// <summary>Bytes of the authentication code behind the fields: key id and digest; 0 without one.</summary>
    internal readonly int MacLength => IsMac(_bytes.Length - _at) ? _bytes.Length - _at : 0;

    internal bool MoveNext()
    {
        int left = _bytes.Length - _at;
        if (left < 16 || IsMac(left)) return false;
        int length = BinaryPrimitives.ReadUInt16BigEndian(_bytes[(_at + 2)..]);
        if (length < 16 || length % 4 != 0 || length > left) return false;
        (Type, Start, FieldLength) = (BinaryPrimitives.ReadUInt16BigEndian(_bytes[_at..]), _at, length);
        _at += length;
        return true;
    }

    /// <summary>Whether what stands behind the header is fields and a code, to the last byte.</summary>
    internal static bool Fit(ReadOnlySpan<byte> bytes)
    {
        var fields = new NtpExtensions(bytes);
        while (fields.MoveNext())
        {
            // Counted by the loop.
        }

        return fields._at == bytes.Length || fields.MacLength > 0;
    }

    internal static string Name(ushort type) => type switch
    {
        0x0104 => "nts_unique_identifier", 0x0204 => "nts_cookie", 0x0304 => "nts_cookie_placeholder", 0x0404 => "nts_authenticator", 0x2005 => "checksum_complement",
        _ => string.Create(CultureInfo.InvariantCulture, $"0x{type:x4}"),
    };

    // A key id alone (crypto-NAK), DES, MD5, SHA-1 and SHA-256 digests behind it.
    static bool IsMac(int length) => length is 4 or 12 or 20 or 24 && length < MinLastField;
}
