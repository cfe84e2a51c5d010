using System.Buffers.Binary;
using System.Net;
using System.Text;
using NetWatch.Plugins.Ebpf.Events;

namespace NetWatch.Plugins.Ebpf.Tests.Events;

/// <summary>Writes records as the programs do.</summary>
internal static class RecordBytes
{
    internal static byte[] Socket(EventKind kind, string local, ushort localPort, string remote, ushort remotePort, ulong space = 1, string name = "curl")
    {
        byte[] bytes = new byte[EventLayout.SocketBytes];
        Process(bytes, kind, 4242, 123_456_789_012, name);
        BitConverter.TryWriteBytes(bytes.AsSpan(EventLayout.Cookie), 77UL);
        BitConverter.TryWriteBytes(bytes.AsSpan(EventLayout.Namespace), space);
        byte[] source = IPAddress.Parse(local).GetAddressBytes();
        BitConverter.TryWriteBytes(bytes.AsSpan(EventLayout.Family), (ushort)(source.Length == 4 ? 2 : 10));
        BitConverter.TryWriteBytes(bytes.AsSpan(EventLayout.LocalPort), localPort);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(EventLayout.RemotePort), remotePort);
        bytes[EventLayout.Protocol] = 6;
        source.CopyTo(bytes, EventLayout.LocalAddress);
        IPAddress.Parse(remote).GetAddressBytes().CopyTo(bytes, EventLayout.RemoteAddress);
        return bytes;
    }

    internal static byte[] Exec(string name, string file, string arguments)
    {
        byte[] bytes = new byte[EventLayout.ExecBytes];
        Process(bytes, EventKind.Exec, 4242, 123_456_789_012, name);
        BitConverter.TryWriteBytes(bytes.AsSpan(EventLayout.FileLength), file.Length + 1);
        BitConverter.TryWriteBytes(bytes.AsSpan(EventLayout.ArgumentsLength), arguments.Length);
        Encoding.UTF8.GetBytes(file).CopyTo(bytes, EventLayout.File);
        Encoding.UTF8.GetBytes(arguments).CopyTo(bytes, EventLayout.Arguments);
        return bytes;
    }

    /// <summary>A connection that was made at a time since boot is closed unused.</summary>
    internal static byte[] Release(int pid, long start, string name, long acceptedAt, EventKind kind = EventKind.Release)
    {
        byte[] bytes = Socket(kind, "10.0.0.1", 80, "10.0.0.2", 2);
        Process(bytes, kind, pid, start, name);
        BitConverter.TryWriteBytes(bytes.AsSpan(EventLayout.AcceptedAt), acceptedAt);
        return bytes;
    }

    internal static byte[] Fork(int pid, long start, int parent, long parentStart)
    {
        byte[] bytes = new byte[EventLayout.ForkBytes];
        Process(bytes, EventKind.Fork, pid, start, "child");
        BitConverter.TryWriteBytes(bytes.AsSpan(EventLayout.ParentPid), parent);
        BitConverter.TryWriteBytes(bytes.AsSpan(EventLayout.ParentStart), parentStart);
        return bytes;
    }

    internal static byte[] Exec(int pid, long start, string name)
    {
        byte[] bytes = Exec(name, "/bin/" + name, name);
        Process(bytes, EventKind.Exec, pid, start, name);
        return bytes;
    }

    static void Process(byte[] bytes, EventKind kind, int pid, long start, string name)
    {
        BitConverter.TryWriteBytes(bytes.AsSpan(EventLayout.Kind), (int)kind);
        BitConverter.TryWriteBytes(bytes.AsSpan(EventLayout.Pid), pid);
        BitConverter.TryWriteBytes(bytes.AsSpan(EventLayout.Time), 5_000L);
        BitConverter.TryWriteBytes(bytes.AsSpan(EventLayout.ProcessStart), start);
        BitConverter.TryWriteBytes(bytes.AsSpan(EventLayout.User), 0u);
        Encoding.UTF8.GetBytes(name).CopyTo(bytes, EventLayout.Name);
    }
}
