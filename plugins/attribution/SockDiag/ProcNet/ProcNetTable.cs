using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.SockDiag.ProcNet;

/// <summary>Reads the sockets from /proc/net (proc_net_tcp(5)), where netlink is refused. Without tcp_info and cookies.</summary>
public sealed class ProcNetTable(string root)
{
    const int MostSockets = 131_072;

    static readonly (string File, Transport Transport, bool IsIPv6)[] Files =
        [("tcp", Transport.Tcp, false), ("tcp6", Transport.Tcp, true), ("udp", Transport.Udp, false), ("udp6", Transport.Udp, true)];

    /// <summary>The sockets, with the holders where they are known.</summary>
    public ImmutableArray<SocketRow> Read(ISocketHolders holders)
    {
        var rows = ImmutableArray.CreateBuilder<SocketRow>();
        foreach ((string file, Transport transport, bool isIPv6) in Files) ReadFile(Path.Combine(root, file), transport, isIPv6, rows);
        var found = new Dictionary<long, ProcessIdentity>();
        if (!holders.TryRead(found)) return rows.ToImmutable();
        for (int i = 0; i < rows.Count; i++)
        {
            if (found.TryGetValue(rows[i].Inode, out ProcessIdentity? process))
                rows[i] = rows[i] with { Owner = new SocketOwner(process, AttributionEvidence.Inode, Rows.SocketRows.Source) };
        }

        return rows.ToImmutable();
    }

    static void ReadFile(string path, Transport transport, bool isIPv6, ImmutableArray<SocketRow>.Builder rows)
    {
        try
        {
            foreach (string line in File.ReadLines(path).Skip(1))
            {
                if (rows.Count < MostSockets && Parse(line, transport, isIPv6) is { } row) rows.Add(row);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A kernel without IPv6 has no table for it.
        }
    }

    /// <summary>One line of a table; null for one that is none, and for connections that belong to nobody any longer.</summary>
    public static SocketRow? Parse(string line, Transport transport, bool isIPv6)
    {
        string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 10
            || !TryEnd(fields[1], isIPv6, out NetAddress local, out ushort localPort)
            || !TryEnd(fields[2], isIPv6, out NetAddress remote, out ushort remotePort)
            || !byte.TryParse(fields[3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte state)
            || !uint.TryParse(fields[7], NumberStyles.None, CultureInfo.InvariantCulture, out uint user)
            || !long.TryParse(fields[9], NumberStyles.None, CultureInfo.InvariantCulture, out long inode)) return null;
        if (state == (byte)SocketState.TimeWait) return null;
        string[] queues = fields[4].Split(':');
        return new SocketRow
        {
            Local = new FiveTuple(transport, local, localPort, remote, remotePort),
            State = (SocketState)state,
            IsIPv6 = isIPv6,
            Inode = inode,
            UserId = user,
            SendQueue = Hex(queues[0]),
            ReceiveQueue = queues.Length > 1 ? Hex(queues[1]) : 0,
        };
    }

    static uint Hex(string text) => uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value) ? value : 0;

    // An address is written as words of 32 bits in the machine's own order.
    static bool TryEnd(string text, bool isIPv6, out NetAddress address, out ushort port)
    {
        (address, port) = (default, 0);
        int digits = isIPv6 ? 32 : 8;
        if (text.Length != digits + 5 || text[digits] != ':') return false;
        Span<byte> bytes = stackalloc byte[16];
        for (int word = 0; word < digits; word += 8)
        {
            if (!uint.TryParse(text.AsSpan(word, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value)) return false;
            if (BitConverter.IsLittleEndian) BinaryPrimitives.WriteUInt32LittleEndian(bytes[(word / 2)..], value);
            else BinaryPrimitives.WriteUInt32BigEndian(bytes[(word / 2)..], value);
        }

        address = Address(bytes[..(digits / 2)]);
        return ushort.TryParse(text.AsSpan(digits + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out port);
    }

    static NetAddress Address(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> mapped = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];
        if (bytes.StartsWith(mapped)) bytes = bytes[12..];
        return bytes.IndexOfAnyExcept((byte)0) < 0 ? default : NetAddress.FromBytes(bytes);
    }
}
