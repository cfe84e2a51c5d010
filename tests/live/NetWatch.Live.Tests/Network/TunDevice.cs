using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NetWatch.Live.Tests.Network;

/// <summary>A tunnel interface of which this process is the other end. Make it in the namespace in which it is to be.</summary>
internal sealed partial class TunDevice : IDisposable
{
    const nuint SetInterface = 0x400454ca; // TUNSETIFF
    const short TunWithoutHeader = 0x1001; // IFF_TUN | IFF_NO_PI

    readonly FileStream _stream;

    internal TunDevice(string name)
    {
        _stream = new FileStream("/dev/net/tun", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        byte[] request = new byte[40];
        System.Text.Encoding.ASCII.GetBytes(name, request);
        BitConverter.TryWriteBytes(request.AsSpan(16), TunWithoutHeader);
        if (Control(_stream.SafeFileHandle, SetInterface, request) != 0)
        {
            throw new InvalidOperationException($"TUNSETIFF: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    /// <summary>Lets a packet arrive on the interface.</summary>
    internal void Receive(ReadOnlySpan<byte> packet)
    {
        _stream.Write(packet);
        _stream.Flush();
    }

    public void Dispose() => _stream.Dispose();

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, nuint request, byte[] argument);
}
