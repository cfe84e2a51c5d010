using System.Runtime.InteropServices;
using NetWatch.Plugins.Attribution.Processes;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Ebpf.Tracing;

/// <summary>
/// Joins two records of a connection by the address of its socket in the kernel: the first, in the context of connect(2), has the process and no
/// local port; the second has the port and whatever process was interrupted.
/// </summary>
public sealed class StateReader(StateFormat format, ProcessTable processes)
{
    const int SynSent = 2, TcpProtocol = 6;
    const int MostConnecting = 16_384;

    readonly Dictionary<long, ProcessIdentity> _connecting = [];

    /// <summary>Connections whose process was gone before it could be read.</summary>
    public long Unnamed { get; private set; }

    /// <summary>Takes a record; true when it completes a connection.</summary>
    /// <param name="record">The record.</param>
    /// <param name="time">Wall time in nanoseconds.</param>
    /// <param name="socketEvent">The connection.</param>
    public bool TryRead(ReadOnlySpan<byte> record, long time, out SocketEvent socketEvent)
    {
        socketEvent = default;
        if (record.Length < format.Bytes || MemoryMarshal.Read<ushort>(record[format["protocol"]..]) != TcpProtocol) return false;
        long socket = MemoryMarshal.Read<long>(record[format["skaddr"]..]);
        if (MemoryMarshal.Read<int>(record[format["newstate"]..]) == SynSent)
        {
            Begin(socket, MemoryMarshal.Read<int>(record[format["common_pid"]..]));
            return false;
        }

        if (MemoryMarshal.Read<int>(record[format["oldstate"]..]) != SynSent || !_connecting.Remove(socket, out ProcessIdentity? process)) return false;
        socketEvent = new SocketEvent { Local = Tuple(record), Process = process, Time = new Timestamp(time), Evidence = AttributionEvidence.Exact };
        return true;
    }

    void Begin(long socket, int thread)
    {
        if (_connecting.Count >= MostConnecting) _connecting.Clear();
        if (processes.FindByThread(thread) is { } process) _connecting[socket] = process;
        else Unnamed++;
    }

    FiveTuple Tuple(ReadOnlySpan<byte> record)
    {
        bool isSix = MemoryMarshal.Read<ushort>(record[format["family"]..]) == 10;
        return new FiveTuple(
            Transport.Tcp,
            Address(record, isSix ? "saddr_v6" : "saddr", isSix), MemoryMarshal.Read<ushort>(record[format["sport"]..]),
            Address(record, isSix ? "daddr_v6" : "daddr", isSix), MemoryMarshal.Read<ushort>(record[format["dport"]..]));
    }

    NetAddress Address(ReadOnlySpan<byte> record, string field, bool isSix)
    {
        ReadOnlySpan<byte> mapped = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];
        ReadOnlySpan<byte> bytes = record.Slice(format[field], isSix ? 16 : 4);
        return NetAddress.FromBytes(bytes.StartsWith(mapped) ? bytes[12..] : bytes);
    }
}
