using System.Runtime.InteropServices;

namespace NetWatch.Plugins.SockDiag.Netlink;

/// <summary>Walks over the messages of one datagram. Lengths are believed after they were checked.</summary>
public ref struct NetlinkReader(ReadOnlySpan<byte> datagram)
{
    const int HeaderBytes = 16, Alignment = 4;

    ReadOnlySpan<byte> _rest = datagram;

    public bool TryRead(out NetlinkMessage message)
    {
        message = default;
        if (_rest.Length < HeaderBytes) return false;
        int length = MemoryMarshal.Read<int>(_rest), type = MemoryMarshal.Read<ushort>(_rest[4..]);
        if (length < HeaderBytes || length > _rest.Length) return false;
        message = new NetlinkMessage(type, _rest[HeaderBytes..length]);
        int next = (length + Alignment - 1) & -Alignment;
        _rest = next >= _rest.Length ? default : _rest[next..];
        return true;
    }
}
