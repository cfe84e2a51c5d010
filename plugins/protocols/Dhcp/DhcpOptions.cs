using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Dhcp;

/// <summary>
/// The options that are told of a message, each with code and length in one piece of memory. A network has many more of these than anybody
/// reads, so text is made of them only when someone asks.
/// </summary>
readonly ref struct DhcpOptions
{
    /// <summary>Places that the constructor needs: one for each code up to the last that is told.</summary>
    internal const int Places = DhcpOption.LastTold + 1;

    // Who waits for the next message holds no more than this.
    const int MaxKept = 1024;

    // No option has the code of the padding.
    const byte AddressCode = 0;

    readonly ReadOnlySpan<byte> _kept;
    readonly ReadOnlySpan<ushort> _places;

    /// <param name="kept">From <see cref="Keep"/>.</param>
    /// <param name="places">Zeros, <see cref="Places"/> of them; where the data of the options lie, 0 for those that did not come.</param>
    internal DhcpOptions(ReadOnlySpan<byte> kept, Span<ushort> places)
    {
        _kept = kept;
        _places = places;
        for (int at = 0; at < kept.Length; at += 2 + kept[at + 1]) places[kept[at]] = (ushort)(at + 2);
    }

    /// <summary>The data of an option; of one that came twice the first. False when it did not come.</summary>
    internal bool TryOption(byte code, out ReadOnlySpan<byte> data)
    {
        int at = _places[code];
        data = at == 0 ? default : _kept.Slice(at, _kept[at - 1]);
        return at != 0;
    }

    internal bool TryAddress(byte code, out NetAddress address)
    {
        bool isThere = TryOption(code, out ReadOnlySpan<byte> data) && data.Length == 4;
        address = isThere ? NetAddress.FromBytes(data) : default;
        return isThere;
    }

    internal bool TryNumber(byte code, out uint number)
    {
        bool isThere = TryOption(code, out ReadOnlySpan<byte> data) && data.Length == 4;
        number = isThere ? BinaryPrimitives.ReadUInt32BigEndian(data) : 0;
        return isThere;
    }

    internal bool TryText(byte code, [NotNullWhen(true)] out string? text)
    {
        text = TryOption(code, out ReadOnlySpan<byte> data) ? OptionText.Text(data) : null;
        return text is not null;
    }

    /// <summary>A hardware address that is longer than most, which stands among the options.</summary>
    internal ReadOnlySpan<byte> LongAddress => TryOption(AddressCode, out ReadOnlySpan<byte> address) ? address : default;

    /// <summary>
    /// Cuts out of a message what is told of its options. Returns how much that is: nothing when they are no more than the type, and less than
    /// six thousand bytes, since none of those that are told is taken twice.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="room">Where it is put; made anew when it is too small, or larger than most need.</param>
    /// <param name="type">The type of the message, or -1 when it has none.</param>
    internal static int Keep(in DhcpMessage message, ref byte[] room, out short type)
    {
        if (room.Length > MaxKept) room = [];
        int length = Walk(message, room, out type);
        if (length <= room.Length) return length;
        room = new byte[length];
        return Walk(message, room, out _);
    }

    // What does not fit is only measured.
    static int Walk(in DhcpMessage message, Span<byte> kept, out short type)
    {
        type = -1;
        var taken = new OptionSet();
        int length = 0;
        var options = new DhcpOptionReader(message);
        while (options.MoveNext())
        {
            if (!taken.TryAdd(options.Code)) continue;
            if (options.Code != DhcpOption.MessageType) length += Put(kept, length, options.Code, options.Data);
            else if (options.Data.Length == 1) type = options.Data[0];
        }

        // The fields of BOOTP say the same as these options (RFC 2132 §9.4, §9.5).
        ReadOnlySpan<byte> server = message.ServerName(options.Overload), file = message.BootFile(options.Overload);
        if (!server.IsEmpty && taken.TryAdd(DhcpOption.TftpServer)) length += Put(kept, length, DhcpOption.TftpServer, server);
        if (!file.IsEmpty && taken.TryAdd(DhcpOption.BootFile)) length += Put(kept, length, DhcpOption.BootFile, file);
        ReadOnlySpan<byte> hardware = message.HardwareAddress;
        if (hardware.Length > HardwareAddress.MaxLength) length += Put(kept, length, AddressCode, hardware);
        return length;
    }

    static int Put(Span<byte> kept, int at, byte code, ReadOnlySpan<byte> data)
    {
        int needed = 2 + data.Length;
        if (at + needed <= kept.Length)
        {
            (kept[at], kept[at + 1]) = (code, (byte)data.Length);
            data.CopyTo(kept[(at + 2)..]);
        }

        return needed;
    }
}
