using System.Runtime.InteropServices;

namespace NetWatch.Plugins.NetworkConfig.Native;

/// <summary>One rtnetlink socket for the life of the program. Asks for one dump at a time; one thread at a time.</summary>
sealed class RouteSocket
{
    const int SocketLevel = 1, ReceiveTimeout = 20;
    const int Header = 16;
    const ushort RequestDump = 0x301, Done = 3, ErrorMessage = 2;
    const int MostBytes = 16 << 20;
    const int WaitSeconds = 2;
    const int LinkHeader = 16;

    readonly byte[] _buffer = new byte[64 << 10];
    readonly int _socket = -1;
    uint _sequence;

    internal RouteSocket()
    {
        if (!OperatingSystem.IsLinux()) return;
        _socket = Libc.OpenSocket(Libc.Netlink, Libc.Raw | Libc.CloseOnExec, Libc.Route);
        // A struct timeval: seconds and microseconds.
        if (_socket >= 0) _ = Libc.SetOption(_socket, SocketLevel, ReceiveTimeout, [WaitSeconds, 0], 2 * sizeof(long));
    }

    /// <summary>The messages of a dump one behind the other, or null when the kernel gives none.</summary>
    internal byte[]? Dump(ushort type)
    {
        if (_socket < 0) return null;
        Span<byte> request = stackalloc byte[Header + LinkHeader];
        request.Clear();
        uint sequence = ++_sequence;
        MemoryMarshal.Write(request, (uint)request.Length);
        MemoryMarshal.Write(request[4..], type);
        MemoryMarshal.Write(request[6..], RequestDump);
        MemoryMarshal.Write(request[8..], sequence);
        if (Libc.Send(_socket, request, request.Length, 0) != request.Length) return null;
        var all = new MemoryStream();
        while (all.Length < MostBytes)
        {
            nint length = Libc.Receive(_socket, _buffer, _buffer.Length, 0);
            if (length <= 0) return null;
            if (!Take(_buffer.AsSpan(0, (int)length), sequence, all, out bool isComplete)) return null;
            if (isComplete) return all.ToArray();
        }

        return all.ToArray();
    }

    static bool Take(ReadOnlySpan<byte> bytes, uint sequence, MemoryStream all, out bool isComplete)
    {
        isComplete = false;
        while (bytes.Length >= Header)
        {
            uint length = MemoryMarshal.Read<uint>(bytes);
            if (length < Header || length > bytes.Length) return false;
            ushort type = MemoryMarshal.Read<ushort>(bytes[4..]);
            // What is left of a dump that was given up earlier.
            bool isOurs = MemoryMarshal.Read<uint>(bytes[8..]) == sequence;
            if (isOurs && type == ErrorMessage) return false;
            if (isOurs && type == Done)
            {
                isComplete = true;
                return true;
            }

            if (isOurs) WritePadded(bytes[..(int)length], all);
            bytes = bytes[(int)Math.Min(bytes.Length, (length + 3L) & ~3L)..];
        }

        return true;
    }

    static void WritePadded(ReadOnlySpan<byte> bytes, MemoryStream all)
    {
        all.Write(bytes);
        while (all.Length % 4 != 0) all.WriteByte(0);
    }
}
