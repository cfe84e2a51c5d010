using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NetWatch.Plugins.Health.Tests;

/// <summary>
/// A host behind a tunnel interface that answers each echo request after a while, or loses it; what tc-netem(8) does where the kernel has it.
/// Every third request is answered a little later than the others, so that a median differs from a mean. Made on a thread of the namespace
/// that the interface is to be in.
/// </summary>
sealed partial class SlowNeighbour : IDisposable
{
    const nuint SetInterface = 0x400454ca; // TUNSETIFF
    const short TunWithoutHeader = 0x1001; // IFF_TUN | IFF_NO_PI
    const int HeaderLength = 20, EchoRequest = 8, Icmp = 1;

    readonly FileStream _device;
    readonly BlockingCollection<(long Due, byte[] Packet)> _waiting = [];
    readonly long _delayTicks;
    readonly int _lostOfHundred;
    readonly Random _random = new(20_260_101);
    readonly Thread _writer;

    internal SlowNeighbour(string name, TimeSpan delay, int lostOfHundred)
    {
        _device = new FileStream("/dev/net/tun", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        byte[] request = new byte[40];
        System.Text.Encoding.ASCII.GetBytes(name, request);
        BitConverter.TryWriteBytes(request.AsSpan(16), TunWithoutHeader);
        if (Control(_device.SafeFileHandle, SetInterface, request) != 0) throw new InvalidOperationException($"TUNSETIFF: {Marshal.GetLastPInvokeErrorMessage()}");
        (_delayTicks, _lostOfHundred) = ((long)(delay.TotalSeconds * TimeProvider.System.TimestampFrequency), lostOfHundred);
        new Thread(Read) { IsBackground = true }.Start();
        _writer = new Thread(Write) { IsBackground = true };
        _writer.Start();
    }

    void Read()
    {
        byte[] buffer = new byte[2048];
        try
        {
            for (int length, count = 0; (length = _device.Read(buffer)) > 0;)
            {
                if (length < HeaderLength + 8 || buffer[0] != 0x45 || buffer[9] != Icmp || buffer[HeaderLength] != EchoRequest) continue;
                if (_random.Next(100) < _lostOfHundred) continue;
                long late = count++ % 3 == 0 ? _delayTicks / 20 : 0;
                _waiting.Add((TimeProvider.System.GetTimestamp() + _delayTicks + late, Answer(buffer.AsSpan(0, length))));
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The interface is gone: the test is over.
        }
    }

    static byte[] Answer(ReadOnlySpan<byte> request)
    {
        byte[] packet = request.ToArray();
        request.Slice(12, 4).CopyTo(packet.AsSpan(16));
        request.Slice(16, 4).CopyTo(packet.AsSpan(12));
        packet[HeaderLength] = 0;
        // Of the sum only the type has changed (RFC 1624).
        int sum = BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(HeaderLength + 2)) + (EchoRequest << 8);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(HeaderLength + 2), (ushort)(sum + (sum >> 16)));
        return packet;
    }

    void Write()
    {
        foreach ((long due, byte[] packet) in _waiting.GetConsumingEnumerable())
        {
            // Asleep for the most of it, awake for the rest: a sleep ends late.
            for (long left; (left = due - TimeProvider.System.GetTimestamp()) > 0;)
            {
                TimeSpan time = TimeSpan.FromSeconds((double)left / TimeProvider.System.TimestampFrequency);
                if (time > TimeSpan.FromMilliseconds(2)) Thread.Sleep(time - TimeSpan.FromMilliseconds(2));
                else Thread.SpinWait(50);
            }

            _device.Write(packet);
        }
    }

    public void Dispose()
    {
        _waiting.CompleteAdding();
        _writer.Join();
        _device.Dispose();
        _waiting.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, nuint request, byte[] argument);
}
