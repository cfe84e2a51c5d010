using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Dhcp;

/// <summary>Writes fields of a message without making strings of them; what the message does not have is left out.</summary>
readonly ref struct DhcpFieldWriter(DhcpFields fields, IFactWriter writer)
{
    const int MaxHardware = DhcpMessage.HardwareLength;

    readonly DhcpFields _fields = fields;

    internal void Text(string name, byte code)
    {
        if (_fields.TryOption(code, out ReadOnlySpan<byte> data)) writer.Utf8(name, OptionText.Trim(data));
    }

    internal void Number(string name, byte code)
    {
        if (_fields.TryNumber(code, out uint number)) writer.Number(name, number);
    }

    internal void Address(string name, int at)
    {
        if (_fields.TryAddress(at, out NetAddress address)) Address(name, address);
    }

    internal void AddressOption(string name, byte code)
    {
        if (_fields.TryAddressOption(code, out NetAddress address)) Address(name, address);
    }

    internal void Addresses(string name, byte code)
    {
        if (_fields.TryOption(code, out ReadOnlySpan<byte> data)) writer.List(name, OptionText.Addresses(data));
    }

    internal void Mac(string name, ReadOnlySpan<byte> address)
    {
        if (address.IsEmpty) return;
        Span<byte> text = stackalloc byte[MaxHardware * 3];
        writer.Utf8(name, text[..OptionText.Mac(address, text)]);
    }

    // A hardware address behind its type, else hex (RFC 2132 §9.14).
    internal void ClientId(string name)
    {
        if (!_fields.TryOption(DhcpOption.ClientId, out ReadOnlySpan<byte> data) || data.IsEmpty) return;
        if (data.Length == 7 && data[0] == 1) Mac(name, data[1..]);
        else writer.Text(name, OptionText.Hex(data));
    }

    void Address(string name, in NetAddress address)
    {
        Span<byte> text = stackalloc byte[NetAddress.MaxTextLength];
        address.TryFormat(text, out int length, default, null);
        writer.Utf8(name, text[..length]);
    }
}
