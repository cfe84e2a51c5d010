using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace NetWatch.Sdk.Packets;

/// <summary>
/// An IPv4 or IPv6 address in 16 bytes, without a heap object. The default value is "no address" (<see cref="IsNone"/>), which
/// is also the IPv6 address <c>::</c>.
/// </summary>
/// <remarks>
/// IPv4 addresses are kept under the prefix <c>ffff:ffff:ffff:ffff::/64</c>, which no IPv6 host can have, rather than as
/// <c>::ffff:a.b.c.d</c>: an IPv6 packet may carry such a mapped address in its header and must not be taken for IPv4.
/// </remarks>
public readonly struct NetAddress : IEquatable<NetAddress>, IComparable<NetAddress>, ISpanFormattable, IUtf8SpanFormattable
{
    const ulong V4Prefix = ulong.MaxValue;

    // Each half has its own: with one for both, a change of one half could be made up for by the other.
    static readonly ulong HighSecret = MakeSecret(), LowSecret = MakeSecret();

    /// <summary>The longest text an address can have, in characters.</summary>
    public const int MaxTextLength = 45;

    /// <summary>Makes an address of its two halves, as <see cref="High"/> and <see cref="Low"/> give them.</summary>
    public NetAddress(ulong high, ulong low)
    {
        High = high;
        Low = low;
    }

    /// <summary>The first 64 bits, most significant byte first.</summary>
    public ulong High { get; }

    /// <summary>The last 64 bits; of an IPv4 address the 32 bits of the address.</summary>
    public ulong Low { get; }

    /// <summary>Whether this is an IPv4 address.</summary>
    public bool IsIPv4 => High == V4Prefix && Low <= uint.MaxValue;

    /// <summary>Whether no address was given (or it is <c>::</c>).</summary>
    public bool IsNone => (High | Low) == 0;

    /// <summary>Whether the address is a multicast group (RFC 5771, RFC 4291 §2.7) or the IPv4 limited broadcast.</summary>
    public bool IsMulticastOrBroadcast =>
        IsIPv4 ? (Low >> 28) == 0xE || Low == uint.MaxValue : (High >> 56) == 0xFF;

    /// <summary>Whether the address stays on the host (127.0.0.0/8 or ::1).</summary>
    public bool IsLoopback => IsIPv4 ? (Low >> 24) == 127 : High == 0 && Low == 1;

    /// <summary>Makes an IPv4 address of its 32 bits in host order (192.0.2.1 is 0xC0000201).</summary>
    public static NetAddress FromIPv4(uint bits) => new(V4Prefix, bits);

    /// <summary>Reads an address of 4 or 16 bytes in network order.</summary>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public static NetAddress FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        4 => FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes)),
        16 => new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..])),
        _ => throw new ArgumentException("An address has 4 or 16 bytes.", nameof(bytes)),
    };

    /// <summary>Reads the usual text forms. Scope ids (<c>%eth0</c>) are refused, since packets carry none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out NetAddress address)
    {
        if (NetAddressParser.TryParseIPv4(text, out address) || NetAddressParser.TryParseIPv6(text, out address)) return true;
        if (text.Contains('%') || !IPAddress.TryParse(text, out IPAddress? parsed)) return false;
        Span<byte> bytes = stackalloc byte[16];
        if (!parsed.TryWriteBytes(bytes, out int length)) return false;
        address = FromBytes(bytes[..length]);
        return true;
    }

    /// <summary>The same address as a framework type. Allocates; for the edges only.</summary>
    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        return new IPAddress(bytes[..Write(bytes)]);
    }

    /// <summary>Writes the address in network order and returns how many bytes it took: 4 or 16.</summary>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public int Write(Span<byte> destination)
    {
        if (IsIPv4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)Low);
            return 4;
        }

        BinaryPrimitives.WriteUInt64BigEndian(destination, High);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], Low);
        return 16;
    }

    /// <inheritdoc/>
    public bool Equals(NetAddress other) => High == other.High && Low == other.Low;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is NetAddress other && Equals(other);

    /// <summary>
    /// The hash, with secrets that each run of the program makes anew: whoever sends packets can't choose addresses that meet in one
    /// place of a table. What the framework makes of 64 bits is no such hash, since it first folds them to 32 without a secret.
    /// </summary>
    public override int GetHashCode()
    {
        ulong high = Math.BigMul(Low ^ LowSecret, High ^ HighSecret, out ulong low);
        return (int)((high ^ low) >> 32);
    }

    /// <summary>Orders by the bytes of the address; IPv4 comes after all IPv6.</summary>
    public int CompareTo(NetAddress other)
    {
        int order = High.CompareTo(other.High);
        return order != 0 ? order : Low.CompareTo(other.Low);
    }

    /// <summary>Whether both are the same address.</summary>
    public static bool operator ==(NetAddress left, NetAddress right) => left.Equals(right);

    /// <summary>Whether the addresses differ.</summary>
    public static bool operator !=(NetAddress left, NetAddress right) => !left.Equals(right);

    /// <summary>Whether <paramref name="left"/> sorts before <paramref name="right"/>.</summary>
    public static bool operator <(NetAddress left, NetAddress right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> sorts after <paramref name="right"/>.</summary>
    public static bool operator >(NetAddress left, NetAddress right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> sorts before <paramref name="right"/> or is the same.</summary>
    public static bool operator <=(NetAddress left, NetAddress right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> sorts after <paramref name="right"/> or is the same.</summary>
    public static bool operator >=(NetAddress left, NetAddress right) => left.CompareTo(right) >= 0;

    /// <summary>The usual text: dotted decimal, or RFC 5952.</summary>
    public override string ToString() => ToString(null, null);

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        Span<char> text = stackalloc char[MaxTextLength];
        TryFormat(text, out int written, default, null);
        return new string(text[..written]);
    }

    /// <summary>Writes the text without allocating; <see cref="MaxTextLength"/> characters always suffice.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        Span<byte> utf8 = stackalloc byte[MaxTextLength];
        TryFormat(utf8, out int length, default, null);
        charsWritten = 0;
        if (destination.Length < length) return false;
        for (int i = 0; i < length; i++) destination[i] = (char)utf8[i];
        charsWritten = length;
        return true;
    }

    /// <summary>Writes the text as UTF-8 without allocating; <see cref="MaxTextLength"/> bytes always suffice.</summary>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        NetAddressText.TryFormat(this, utf8Destination, out bytesWritten);

    /// <summary>Which family the framework would call this.</summary>
    public AddressFamily AddressFamily => IsIPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;

    // The system's random bytes, without loading OpenSSL for them.
    static ulong MakeSecret()
    {
        Span<byte> random = stackalloc byte[16];
        Guid.NewGuid().TryWriteBytes(random);
        return BinaryPrimitives.ReadUInt64BigEndian(random) ^ BinaryPrimitives.ReadUInt64BigEndian(random[8..]);
    }
}
