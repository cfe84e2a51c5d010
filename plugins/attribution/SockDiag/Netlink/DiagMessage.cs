using System.Buffers.Binary;
using System.Runtime.InteropServices;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.SockDiag.Netlink;

/// <summary>struct inet_diag_msg with its attributes (linux/inet_diag.h).</summary>
public readonly ref struct DiagMessage
{
    const int FixedBytes = 72, AttributeHeader = 4;
    const int AttributeInfo = 2, AttributeProtocol = 10;

    readonly ReadOnlySpan<byte> _bytes;
    readonly ReadOnlySpan<byte> _info;

    DiagMessage(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> info, byte protocol)
    {
        _bytes = bytes;
        _info = info;
        Protocol = protocol;
    }

    /// <summary>Reads a message; false when it is too short or of another family.</summary>
    /// <param name="payload">The message.</param>
    /// <param name="asked">The protocol that was asked for, or 0 to read it from the message.</param>
    /// <param name="message">The message.</param>
    public static bool TryParse(ReadOnlySpan<byte> payload, byte asked, out DiagMessage message)
    {
        message = default;
        if (payload.Length < FixedBytes || payload[0] is not (2 or 10)) return false;
        ReadOnlySpan<byte> info = default;
        byte protocol = asked;
        for (ReadOnlySpan<byte> rest = payload[FixedBytes..]; rest.Length >= AttributeHeader;)
        {
            int length = MemoryMarshal.Read<ushort>(rest), type = MemoryMarshal.Read<ushort>(rest[2..]);
            if (length < AttributeHeader || length > rest.Length) break;
            ReadOnlySpan<byte> value = rest[AttributeHeader..length];
            if (type == AttributeInfo) info = value;
            if (type == AttributeProtocol && asked == 0 && value.Length > 0) protocol = value[0];
            int next = (length + 3) & -4;
            rest = next >= rest.Length ? default : rest[next..];
        }

        message = new DiagMessage(payload, info, protocol);
        return true;
    }

    public byte Protocol { get; }

    public bool IsIPv6 => _bytes[0] == 10;

    public SocketState State => (SocketState)_bytes[1];

    public ulong Cookie => MemoryMarshal.Read<ulong>(_bytes[44..]);

    public uint ReceiveQueue => MemoryMarshal.Read<uint>(_bytes[56..]);

    // The kernel takes one for the socket's own sake; of one that is being taken down that makes less than nothing.
    public uint SendQueue => MemoryMarshal.Read<int>(_bytes[60..]) is > 0 and var bytes ? (uint)bytes : 0;

    public long User => MemoryMarshal.Read<uint>(_bytes[64..]);

    public long Inode => MemoryMarshal.Read<uint>(_bytes[68..]);

    public TcpInfo? Tcp => Protocol == 6 && State != SocketState.Listen && !_info.IsEmpty ? TcpInfoReader.Read(_info) : null;

    public FiveTuple Local => new(
        (Transport)Protocol,
        Address(_bytes.Slice(8, 16)), BinaryPrimitives.ReadUInt16BigEndian(_bytes[4..]),
        Address(_bytes.Slice(24, 16)), BinaryPrimitives.ReadUInt16BigEndian(_bytes[6..]));

    /// <summary>Changes when anything that a row shows has changed. Ages and timers, which run on by themselves, are left out.</summary>
    public int Fingerprint
    {
        get
        {
            var hash = new HashCode();
            hash.AddBytes(_bytes[..2]);
            hash.AddBytes(_bytes[4..52]);
            hash.AddBytes(_bytes[56..FixedBytes]);
            hash.AddBytes(_info[..Math.Min(_info.Length, 44)]);
            if (_info.Length > 60) hash.AddBytes(_info[60..]);
            return hash.ToHashCode();
        }
    }

    NetAddress Address(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> mapped = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];
        if (!IsIPv6) bytes = bytes[..4];
        else if (bytes.StartsWith(mapped)) bytes = bytes[12..];
        return bytes.IndexOfAnyExcept((byte)0) < 0 ? default : NetAddress.FromBytes(bytes);
    }
}
