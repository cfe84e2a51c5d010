using System.Buffers.Binary;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.IpHelper;

/// <summary>Reads a table as Windows fills it in (tcpmib.h, udpmib.h): the number of rows, then the rows. Ports are in network order.</summary>
public static class OwnerPidTable
{
    const int CountBytes = 4;

    /// <summary>The rows of a table. The count is believed as far as there are bytes for it.</summary>
    public static IReadOnlyList<TableRow> Read(ReadOnlySpan<byte> table, TableKind kind)
    {
        int size = kind switch { TableKind.Tcp4 => 24, TableKind.Tcp6 => 56, TableKind.Udp4 => 12, _ => 28 };
        if (table.Length < CountBytes) return [];
        uint claimed = BinaryPrimitives.ReadUInt32LittleEndian(table);
        int count = (int)Math.Min(claimed, (uint)((table.Length - CountBytes) / size));
        var rows = new List<TableRow>(count);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> row = table.Slice(CountBytes + i * size, size);
            rows.Add(kind switch
            {
                TableKind.Tcp4 => Tcp(Address(row.Slice(4, 4)), row[8..], Address(row.Slice(12, 4)), row[16..], Word(row), Word(row[20..]), false),
                TableKind.Tcp6 => Tcp(Address(row[..16]), row[20..], Address(row.Slice(24, 16)), row[44..], Word(row[48..]), Word(row[52..]), true),
                TableKind.Udp4 => Udp(Address(row[..4]), row[4..], Word(row[8..]), false),
                _ => Udp(Address(row[..16]), row[20..], Word(row[24..]), true),
            });
        }

        return rows;
    }

    static TableRow Tcp(NetAddress local, ReadOnlySpan<byte> localPort, NetAddress remote, ReadOnlySpan<byte> remotePort, uint state, uint pid, bool isIPv6)
    {
        SocketState known = StateOf(state);
        // What stands as the other end of a listener means nothing.
        bool isListener = known == SocketState.Listen;
        return new TableRow(
            new FiveTuple(Transport.Tcp, local, Port(localPort), isListener ? default : remote, isListener ? (ushort)0 : Port(remotePort)), known, isIPv6, (int)pid);
    }

    static TableRow Udp(NetAddress local, ReadOnlySpan<byte> port, uint pid, bool isIPv6) =>
        new(new FiveTuple(Transport.Udp, local, Port(port), default, 0), SocketState.Close, isIPv6, (int)pid);

    static ushort Port(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes);

    static uint Word(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    static NetAddress Address(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> mapped = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];
        if (bytes.Length == 16 && bytes.StartsWith(mapped)) bytes = bytes[12..];
        return bytes.IndexOfAnyExcept((byte)0) < 0 ? default : NetAddress.FromBytes(bytes);
    }

    // MIB_TCP_STATE.
    static SocketState StateOf(uint state) => state switch
    {
        1 => SocketState.Close,
        2 => SocketState.Listen,
        3 => SocketState.SynSent,
        4 => SocketState.SynReceived,
        5 => SocketState.Established,
        6 => SocketState.FinWait1,
        7 => SocketState.FinWait2,
        8 => SocketState.CloseWait,
        9 => SocketState.Closing,
        10 => SocketState.LastAck,
        11 => SocketState.TimeWait,
        _ => SocketState.Unknown,
    };
}
