using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Dhcp;

/// <summary>Writes fields of a message without making strings of them; what the message does not have is left out.</summary>
readonly ref struct DhcpFieldWriter(DhcpOptions options, IFactWriter writer)
{
    // An IPv4 address as text and a line feed.
    const int AddressLine = 16;

    readonly DhcpOptions _options = options;

    internal void Text(string name, byte code)
    {
        if (_options.TryOption(code, out ReadOnlySpan<byte> data)) writer.Utf8(name, OptionText.Trim(data));
    }

    internal void Number(string name, byte code)
    {
        if (_options.TryNumber(code, out uint number)) writer.Number(name, number);
    }

    internal void Address(string name, byte code)
    {
        if (_options.TryAddress(code, out NetAddress address)) Address(writer, name, address);
    }

    internal void Addresses(string name, byte code)
    {
        if (!_options.TryOption(code, out ReadOnlySpan<byte> data)) return;
        Span<byte> lines = stackalloc byte[OptionText.MaxAddresses * AddressLine];
        int at = 0;
        for (int i = 0; i < Math.Min(OptionText.MaxAddresses, data.Length / 4); i++)
        {
            NetAddress.FromBytes(data.Slice(i * 4, 4)).TryFormat(lines[at..], out int length, default, null);
            at += length;
            lines[at++] = (byte)'\n';
        }

        writer.Utf8List(name, lines[..at]);
    }

    // A hardware address behind its type, else hex (RFC 2132 §9.14).
    internal void ClientId(string name)
    {
        if (!_options.TryOption(DhcpOption.ClientId, out ReadOnlySpan<byte> data) || data.IsEmpty) return;
        if (data.Length == 7 && data[0] == 1) Mac(writer, name, data[1..]);
        else writer.Text(name, OptionText.Hex(data));
    }

    /// <summary>Writes a hardware address, unless it is empty.</summary>
    internal static void Mac(IFactWriter writer, string name, ReadOnlySpan<byte> address)
    {
        if (address.IsEmpty) return;
        Span<byte> text = stackalloc byte[DhcpMessage.HardwareLength * 3];
        writer.Utf8(name, text[..OptionText.Mac(address, text)]);
    }

    /// <summary>Writes one of the addresses of the fixed part, unless it is zero.</summary>
    internal static void Address(IFactWriter writer, string name, uint bits)
    {
        if (bits != 0) Address(writer, name, NetAddress.FromIPv4(bits));
    }

    static void Address(IFactWriter writer, string name, in NetAddress address)
    {
        Span<byte> text = stackalloc byte[NetAddress.MaxTextLength];
        address.TryFormat(text, out int length, default, null);
        writer.Utf8(name, text[..length]);
    }
}
