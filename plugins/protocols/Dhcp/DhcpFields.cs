using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Dhcp;

/// <summary>
/// What is kept of a message: the addresses and the hardware address as they were, then the options that are told, each with code and length. A
/// network has many more of these than anybody reads, so text is made of them only when someone asks.
/// </summary>
readonly ref struct DhcpFields
{
    /// <summary>Places that the constructor needs: one for each code of an option.</summary>
    internal const int Places = 256;

    const int HardwareAt = 28;
    const int OptionsAt = HardwareAt + DhcpMessage.HardwareLength;

    readonly ReadOnlySpan<byte> _kept;
    readonly ReadOnlySpan<ushort> _places;

    /// <param name="kept">From <see cref="Keep"/>.</param>
    /// <param name="places">Zeros, <see cref="Places"/> of them; where the options lie.</param>
    internal DhcpFields(ReadOnlySpan<byte> kept, Span<ushort> places)
    {
        _kept = kept;
        _places = places;
        for (int at = OptionsAt; at < kept.Length; at += 2 + kept[at + 1]) places[kept[at]] = (ushort)at;
    }

    internal bool IsRequest => _kept[0] == 1;

    internal uint TransactionId => BinaryPrimitives.ReadUInt32BigEndian(_kept[4..]);

    internal ReadOnlySpan<byte> HardwareAddress => _kept.Slice(HardwareAt, _kept[2]);

    /// <summary>One of the addresses of the fixed part; false when it is zero.</summary>
    internal bool TryAddress(int at, out NetAddress address)
    {
        uint bits = BinaryPrimitives.ReadUInt32BigEndian(_kept[at..]);
        address = NetAddress.FromIPv4(bits);
        return bits != 0;
    }

    /// <summary>The data of an option; of one that came twice the first. False when it did not come.</summary>
    internal bool TryOption(byte code, out ReadOnlySpan<byte> data)
    {
        int at = _places[code];
        data = at == 0 ? default : _kept.Slice(at + 2, _kept[at + 1]);
        return at != 0;
    }

    internal bool TryAddressOption(byte code, out NetAddress address)
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

    internal string? Type => TryOption(DhcpOption.MessageType, out ReadOnlySpan<byte> data) && data.Length == 1 ? DhcpOption.TypeName(data[0]) : null;

    internal bool TryText(byte code, [NotNullWhen(true)] out string? text)
    {
        text = TryOption(code, out ReadOnlySpan<byte> data) ? OptionText.Text(data) : null;
        return text is not null;
    }

    /// <summary>Cuts out of a message what is told of it.</summary>
    internal static byte[] Keep(in DhcpMessage message)
    {
        byte[] scratch = ArrayPool<byte>.Shared.Rent(OptionsAt + DhcpOption.Told * (2 + byte.MaxValue));
        Span<bool> taken = stackalloc bool[Places];
        Span<byte> kept = scratch;
        message.Bytes[..HardwareAt].CopyTo(kept);
        ReadOnlySpan<byte> hardware = message.HardwareAddress;
        kept[2] = (byte)hardware.Length;
        kept[HardwareAt..OptionsAt].Clear();
        hardware.CopyTo(kept[HardwareAt..]);
        int length = OptionsAt;
        var options = new DhcpOptionReader(message);
        while (options.MoveNext()) Add(kept, ref length, taken, options.Code, options.Data);
        // The fields of BOOTP say the same as these options (RFC 2132 §9.4, §9.5).
        if (message.ServerName(options.Overload) is { IsEmpty: false } server) Add(kept, ref length, taken, DhcpOption.TftpServer, server);
        if (message.BootFile(options.Overload) is { IsEmpty: false } file) Add(kept, ref length, taken, DhcpOption.BootFile, file);
        byte[] whole = kept[..length].ToArray();
        ArrayPool<byte>.Shared.Return(scratch);
        return whole;
    }

    static void Add(Span<byte> kept, ref int length, Span<bool> taken, byte code, ReadOnlySpan<byte> data)
    {
        if (!DhcpOption.IsTold(code) || taken[code]) return;
        taken[code] = true;
        (kept[length], kept[length + 1]) = (code, (byte)data.Length);
        data.CopyTo(kept[(length + 2)..]);
        length += 2 + data.Length;
    }
}
