using System.Buffers.Binary;
using System.Text;

namespace NetWatch.Plugins.Pktap;

/// <summary>
/// The header that macOS puts before each frame (struct pktap_header of xnu's bsd/net/pktap.h, LINKTYPE_PKTAP). In the order of the machine that
/// captured, which is little endian on every Mac that has it.
/// </summary>
public readonly ref struct PktapHeader
{
    const int TypeField = 4, FlagsField = 36, PidField = 52, NameField = 56, NameBytes = 17;
    const int LeastBytes = NameField + NameBytes, LeastBytes2 = 40, MostBytes = 1024;
    const uint Incoming = 1, Outgoing = 2;

    // A record that holds a packet (PTH_TYPE_PACKET).
    const uint PacketRecord = 1;

    readonly ReadOnlySpan<byte> _name;

    PktapHeader(int pid, ReadOnlySpan<byte> name, bool isOutgoing)
    {
        (Pid, IsOutgoing) = (pid, isOutgoing);
        _name = name;
    }

    /// <summary>The process that owns the socket.</summary>
    public int Pid { get; }

    /// <summary>Whether the packet leaves the machine.</summary>
    public bool IsOutgoing { get; }

    /// <summary>The same for the same process, without making a text of its name.</summary>
    public (int Pid, ulong, ulong) Key
    {
        get
        {
            Span<byte> padded = stackalloc byte[16];
            padded.Clear();
            _name[..Math.Min(16, _name.Length)].CopyTo(padded);
            return (Pid, BinaryPrimitives.ReadUInt64LittleEndian(padded), BinaryPrimitives.ReadUInt64LittleEndian(padded[8..]));
        }
    }

    /// <summary>The name of the process, clean of control characters.</summary>
    public string Name
    {
        get
        {
            string text = Encoding.UTF8.GetString(_name);
            return text.Length == 0 ? "?" : string.Create(text.Length, text, static (to, from) =>
            {
                for (int i = 0; i < to.Length; i++) to[i] = char.IsControl(from[i]) ? '\uFFFD' : from[i];
            });
        }
    }

    /// <summary>Reads a header of either version; false when the frame is too short for one, holds no packet, or names no process and direction.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, out PktapHeader header)
    {
        header = default;
        if (frame.Length < LeastBytes2) return false;
        // The first version begins with a length of 32 bits, which is never as large as the packed bytes of the second make it.
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(frame);
        return length <= MostBytes ? TryReadFirst(frame, length, out header) : TryReadSecond(frame, out header);
    }

    static bool TryReadFirst(ReadOnlySpan<byte> frame, uint length, out PktapHeader header)
    {
        header = default;
        if (length < LeastBytes || length > frame.Length || BinaryPrimitives.ReadUInt32LittleEndian(frame[TypeField..]) != PacketRecord) return false;
        return TryMake(BinaryPrimitives.ReadInt32LittleEndian(frame[PidField..]), BinaryPrimitives.ReadUInt32LittleEndian(frame[FlagsField..]),
            frame.Slice(NameField, NameBytes), out header);
    }

    // struct pktap_v2_hdr: texts stand behind the fixed part, at offsets that it tells.
    static bool TryReadSecond(ReadOnlySpan<byte> frame, out PktapHeader header)
    {
        header = default;
        int length = frame[0], name = frame[4];
        if (length < LeastBytes2 || length > frame.Length || name < LeastBytes2 || name >= length) return false;
        return TryMake(BinaryPrimitives.ReadInt32LittleEndian(frame[28..]), BinaryPrimitives.ReadUInt32LittleEndian(frame[36..]),
            frame[name..Math.Min(length, name + NameBytes)], out header);
    }

    static bool TryMake(int pid, uint flags, ReadOnlySpan<byte> name, out PktapHeader header)
    {
        header = default;
        uint direction = flags & (Incoming | Outgoing);
        if (pid <= 0 || direction is not (Incoming or Outgoing)) return false;
        int end = name.IndexOf((byte)0);
        header = new PktapHeader(pid, end < 0 ? name : name[..end], direction == Outgoing);
        return true;
    }
}
