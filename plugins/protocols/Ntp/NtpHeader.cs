using System.Buffers.Binary;
using System.Globalization;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Ntp;

/// <summary>The header of time messages, modes 1 to 5 (RFC 5905 §7.3). Version 1 to 3 have the same fields.</summary>
readonly ref struct NtpHeader
{
    internal const int Length = 48;
    internal const int TransmitAt = 40;

    /// <param name="bytes">The message, at least <see cref="Length"/> bytes.</param>
    internal NtpHeader(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    internal ReadOnlySpan<byte> Bytes { get; }

    internal int Leap => Bytes[0] >> 6;

    internal int Version => Bytes[0] >> 3 & 7;

    internal int Mode => Bytes[0] & 7;

    internal byte Stratum => Bytes[1];

    internal sbyte Poll => (sbyte)Bytes[2];

    internal byte Precision => Bytes[3];

    internal double RootDelayMs => BinaryPrimitives.ReadInt32BigEndian(Bytes[4..]) * 1000.0 / 65_536;

    internal double RootDispersionMs => BinaryPrimitives.ReadUInt32BigEndian(Bytes[8..]) * 1000.0 / 65_536;

    internal NtpTime Reference => Time(16);

    internal NtpTime Origin => Time(24);

    internal NtpTime Receive => Time(32);

    internal NtpTime Transmit => Time(TransmitAt);

    /// <summary>
    /// What a server is set by: text at stratum 1 (<c>GPS</c>) and 0 (a kiss code), else the address of its server (of an IPv6 one a hash that
    /// looks like an IPv4 address, RFC 5905 §7.3). Null where it is zero.
    /// </summary>
    internal string? ReferenceId
    {
        get
        {
            ReadOnlySpan<byte> id = Bytes.Slice(12, 4);
            if (BinaryPrimitives.ReadUInt32BigEndian(id) == 0) return null;
            ReadOnlySpan<byte> text = WireBytes.TrimEnd(WireBytes.TrimEnd(id, 0), (byte)' ');
            bool isText = Stratum <= 1 && text.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E) < 0;
            if (isText) return System.Text.Encoding.ASCII.GetString(text);
            return Stratum <= 1 ? "0x" + WireBytes.Hex(id) : NetAddress.FromBytes(id).ToString();
        }
    }

    /// <summary>The modes of RFC 5905 §7.3; 0 is what version 1 sends (RFC 1059 has no mode).</summary>
    internal static string ModeName(int mode) => mode switch
    {
        1 => "symmetric_active", 2 => "symmetric_passive", 3 => "client", 4 => "server", 5 => "broadcast", 6 => "control", 7 => "private", _ => "unspecified",
    };

    internal static string LeapName(int leap) => leap switch { 1 => "61 seconds", 2 => "59 seconds", 3 => "unsynchronized", _ => "none" };

    internal string PrecisionText => string.Create(CultureInfo.InvariantCulture, $"2^{(sbyte)Precision} s");

    NtpTime Time(int at) => new(BinaryPrimitives.ReadUInt64BigEndian(Bytes[at..]));
}
