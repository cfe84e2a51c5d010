using System.Globalization;

namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>
/// A QUIC version by its number on the wire, and what follows from it: the form of the header, the salt of the Initial secrets and the
/// labels of the key schedule. Known are version 1 (RFC 9001), version 2 (RFC 9369) and its last draft, the drafts 22 to 34, those of
/// mvfst, and the versions of Google. Costs nothing to make; safe on any thread.
/// </summary>
/// <param name="Number">The version field, most significant byte first; 0 means version negotiation.</param>
public readonly record struct QuicVersion(uint Number)
{
    /// <summary>QUIC version 1, RFC 9000.</summary>
    public const uint One = 0x0000_0001;

    /// <summary>QUIC version 2, RFC 9369.</summary>
    public const uint Two = 0x6B33_43CF;

    /// <summary>The draft that was deployed before version 1.</summary>
    internal const uint Draft29 = 0xFF00_001D;

    const uint TwoDraft = 0x709A_50C4;
    const uint OldTwoDraft = 0xFF02_0000;
    const uint GoogleQ050 = 0x5130_3530;
    const uint GoogleT050 = 0x5430_3530;
    const uint GoogleT051 = 0x5430_3531;

    /// <summary>Whether the first packets of this version can be read: header, salt and labels are known, or nothing is encrypted in them.</summary>
    public bool IsKnown => SaltNumber != 0 || IsGoogle;

    /// <summary>Version 2 or a draft of it: other packet types and labels than version 1 (RFC 9369 §3.2, §3.3).</summary>
    public bool IsTwo => Number is Two or TwoDraft or OldTwoDraft;

    /// <summary>Which IETF draft it is, 22 to 34, those that mvfst numbered on its own included; 0 when it is none.</summary>
    public int Draft => Number switch
    {
        >= 0xFF00_0016 and <= 0xFF00_0022 => (int)(Number & 0xFF),
        0xFACE_B001 => 22,
        0xFACE_B002 or 0xFACE_B00E or 0xFACE_B010 or 0xFACE_B011 or 0xFACE_B013 => 27,
        _ => 0,
    };

    /// <summary>
    /// A version of Google, with its own handshake (<c>Q0nn</c>) or that of TLS (<c>T0nn</c>). Those from Q050 on have the header of the
    /// IETF and encrypt what comes first.
    /// </summary>
    public bool IsGoogle => (Number >> 16) is 0x5130 or 0x5430 && IsDigit(Number >> 8 & 0xFF) && IsDigit(Number & 0xFF);

    /// <summary>Google's own handshake, whose hello is a list of tags instead of a ClientHello.</summary>
    public bool HasGoogleHandshake => IsGoogle && Number >> 24 == 'Q';

    /// <summary>Q044 to Q049: a long header whose two connection id lengths share a byte, and a hello in the clear.</summary>
    public bool HasNibbleLengths => HasGoogleHandshake && Number is >= 0x5130_3434 and <= 0x5130_3439;

    /// <summary>Whether the long header is that of RFC 8999 §5.1 with the types and lengths of RFC 9000 §17.2.</summary>
    public bool HasStandardHeader => SaltNumber != 0 || IsReserved;

    /// <summary>
    /// One of the numbers that endpoints send so that others learn to ignore unknown versions: 0x?a?a?a?a (RFC 9000 §15).
    /// </summary>
    public bool IsReserved => (Number & 0x0F0F_0F0F) == 0x0A0A_0A0A;

    /// <summary>
    /// The salt of the Initial secrets, 20 bytes (RFC 9001 §5.2, RFC 9369 §3.3.1, the same sections of the drafts, and for Google's what
    /// Chromium has); empty when the version has none or it is not known.
    /// </summary>
    public ReadOnlySpan<byte> InitialSalt => SaltOf(SaltNumber);

    /// <summary>Which of the salts it has, from 1 to <see cref="Salts"/>; 0 when it has none or it is not known.</summary>
    internal int SaltNumber => Number switch
    {
        One => 1,
        Two => 2,
        TwoDraft or OldTwoDraft => 3,
        GoogleQ050 => 4,
        GoogleT050 => 5,
        GoogleT051 => 6,
        _ => Draft switch
        {
            0 => 0,
            22 => 7,
            <= 28 => 8,
            <= 32 => 9,
            _ => 1,
        },
    };

    /// <summary>How many salts there are.</summary>
    internal const int Salts = 9;

    internal static ReadOnlySpan<byte> SaltOf(int number) => number switch
    {
        1 => SaltOne,
        2 => SaltTwo,
        3 => SaltTwoDraft,
        4 => SaltQ050,
        5 => SaltT050,
        6 => SaltT051,
        7 => SaltDraft22,
        8 => SaltDraft23,
        9 => SaltDraft29,
        _ => default,
    };

    /// <summary>The label of the packet protection key, without <c>tls13 </c> in front (RFC 9001 §5.1, RFC 9369 §3.3.2).</summary>
    public ReadOnlySpan<byte> KeyLabel => IsTwo ? "quicv2 key"u8 : "quic key"u8;

    /// <summary>The label of the initialization vector.</summary>
    public ReadOnlySpan<byte> IvLabel => IsTwo ? "quicv2 iv"u8 : "quic iv"u8;

    /// <summary>The label of the header protection key.</summary>
    public ReadOnlySpan<byte> HeaderLabel => IsTwo ? "quicv2 hp"u8 : "quic hp"u8;

    /// <summary>The label of the next secret at a key update (RFC 9001 §6.1).</summary>
    public ReadOnlySpan<byte> UpdateLabel => IsTwo ? "quicv2 ku"u8 : "quic ku"u8;

    /// <summary>What a long header of this version is, by the two type bits of its first byte (RFC 9000 §17.2, RFC 9369 §3.2).</summary>
    /// <param name="firstByte">The first byte of the packet; header protection does not reach the type bits.</param>
    public QuicPacketType TypeOf(byte firstByte)
    {
        if (Number == 0) return QuicPacketType.VersionNegotiation;
        if (HasNibbleLengths) return (firstByte & 0x30) == 0 ? QuicPacketType.Initial : QuicPacketType.Unknown;
        if (!HasStandardHeader) return QuicPacketType.Unknown;
        int type = firstByte >> 4 & 3;
        // The first draft of version 2 had its own salt and labels, and still the types of version 1.
        if (IsTwo && Number != OldTwoDraft) type = type + 3 & 3;
        return type switch
        {
            0 => QuicPacketType.Initial,
            1 => QuicPacketType.ZeroRtt,
            2 => QuicPacketType.Handshake,
            _ => QuicPacketType.Retry,
        };
    }

    /// <summary>As EVE writes it: Google's versions by their four characters, all others as lower-case hex without leading zeros.</summary>
    public string EveName => Number switch
    {
        One => "1",
        Two => "6b3343cf",
        Draft29 => "ff00001d",
        _ when IsGoogle => GoogleName,
        _ => Number.ToString("x", CultureInfo.InvariantCulture),
    };

    /// <summary>For people: <c>1</c>, <c>2</c>, <c>draft-29</c>, <c>Q046</c>, otherwise the number as hex.</summary>
    public override string ToString() => Number switch
    {
        One => "1",
        Two => "2",
        TwoDraft or OldTwoDraft => "2 (draft)",
        _ when IsGoogle => GoogleName,
        _ when Number >> 16 == 0xFACE && Draft > 0 => string.Create(CultureInfo.InvariantCulture, $"mvfst draft-{Draft}"),
        _ when Draft > 0 => string.Create(CultureInfo.InvariantCulture, $"draft-{Draft}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"0x{Number:x8}"),
    };

    string GoogleName => new([(char)(Number >> 24), (char)(Number >> 16 & 0xFF), (char)(Number >> 8 & 0xFF), (char)(Number & 0xFF)]);

    static bool IsDigit(uint value) => value is >= '0' and <= '9';

    static ReadOnlySpan<byte> SaltOne =>
        [0x38, 0x76, 0x2C, 0xF7, 0xF5, 0x59, 0x34, 0xB3, 0x4D, 0x17, 0x9A, 0xE6, 0xA4, 0xC8, 0x0C, 0xAD, 0xCC, 0xBB, 0x7F, 0x0A];

    static ReadOnlySpan<byte> SaltTwo =>
        [0x0D, 0xED, 0xE3, 0xDE, 0xF7, 0x00, 0xA6, 0xDB, 0x81, 0x93, 0x81, 0xBE, 0x6E, 0x26, 0x9D, 0xCB, 0xF9, 0xBD, 0x2E, 0xD9];

    static ReadOnlySpan<byte> SaltTwoDraft =>
        [0xA7, 0x07, 0xC2, 0x03, 0xA5, 0x9B, 0x47, 0x18, 0x4A, 0x1D, 0x62, 0xCA, 0x57, 0x04, 0x06, 0xEA, 0x7A, 0xE3, 0xE5, 0xD3];

    static ReadOnlySpan<byte> SaltDraft29 =>
        [0xAF, 0xBF, 0xEC, 0x28, 0x99, 0x93, 0xD2, 0x4C, 0x9E, 0x97, 0x86, 0xF1, 0x9C, 0x61, 0x11, 0xE0, 0x43, 0x90, 0xA8, 0x99];

    static ReadOnlySpan<byte> SaltDraft23 =>
        [0xC3, 0xEE, 0xF7, 0x12, 0xC7, 0x2E, 0xBB, 0x5A, 0x11, 0xA7, 0xD2, 0x43, 0x2B, 0xB4, 0x63, 0x65, 0xBE, 0xF9, 0xF5, 0x02];

    static ReadOnlySpan<byte> SaltDraft22 =>
        [0x7F, 0xBC, 0xDB, 0x0E, 0x7C, 0x66, 0xBB, 0xE9, 0x19, 0x3A, 0x96, 0xCD, 0x21, 0x51, 0x9E, 0xBD, 0x7A, 0x02, 0x64, 0x4A];

    static ReadOnlySpan<byte> SaltQ050 =>
        [0x50, 0x45, 0x74, 0xEF, 0xD0, 0x66, 0xFE, 0x2F, 0x9D, 0x94, 0x5C, 0xFC, 0xDB, 0xD3, 0xA7, 0xF0, 0xD3, 0xB5, 0x6B, 0x45];

    static ReadOnlySpan<byte> SaltT050 =>
        [0x7F, 0xF5, 0x79, 0xE5, 0xAC, 0xD0, 0x72, 0x91, 0x55, 0x80, 0x30, 0x4C, 0x43, 0xA2, 0x36, 0x7C, 0x60, 0x48, 0x83, 0x10];

    static ReadOnlySpan<byte> SaltT051 =>
        [0x7A, 0x4E, 0xDE, 0xF4, 0xE7, 0xCC, 0xEE, 0x5F, 0xA4, 0x50, 0x6C, 0x19, 0x12, 0x4F, 0xC8, 0xCC, 0xDA, 0x6E, 0x03, 0x3D];
}
