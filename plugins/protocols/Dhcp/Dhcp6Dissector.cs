using System.Globalization;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Dhcp;

/// <summary>Shows a message with its options, those inside them, and the message that a relay carries.</summary>
[ForProtocol("dhcpv6")]
public sealed class Dhcp6Dissector : IDissector
{
    /// <summary>Relayed messages and associations may nest; deeper than this nobody reads.</summary>
    const int MaxDepth = 8;

    /// <inheritdoc/>
    public string? Summarize(in DissectionInput input) => Dhcp6FactReader.Read(input.Bytes)?.Summary;

    /// <inheritdoc/>
    public void Dissect(in DissectionInput input, IDetailTree tree) => AddMessage(input.Bytes, 0, input.Bytes.Length, 0, tree);

    static void AddMessage(ReadOnlySpan<byte> bytes, int start, int end, int depth, IDetailTree tree)
    {
        ReadOnlySpan<byte> message = bytes[start..end];
        int options = Dhcp6Message.OptionsAt(message);
        if (options < 0 || options > message.Length)
        {
            tree.Add("DHCPv6, not read", start, end - start);
            return;
        }

        tree.Open($"DHCPv6, {Dhcp6Message.TypeName(message[0])}", start, end - start);
        if (Dhcp6Message.IsRelay(message[0]))
        {
            tree.Add(Text($"Hops: {message[1]}"), start + 1, 1);
            tree.Add($"Link address: {NetAddress.FromBytes(message.Slice(2, 16))}", start + 2, 16);
            tree.Add($"Peer address: {NetAddress.FromBytes(message.Slice(18, 16))}", start + 18, 16);
        }
        else
        {
            tree.Add(Text($"Transaction id: 0x{message[1]:x2}{message[2]:x2}{message[3]:x2}"), start + 1, 3);
        }

        AddOptions(bytes, start + options, end, depth, tree);
        tree.Close();
    }

    static void AddOptions(ReadOnlySpan<byte> bytes, int at, int end, int depth, IDetailTree tree)
    {
        while (Dhcp6Option.TryRead(bytes[..end], ref at, out Dhcp6Option option))
        {
            int data = option.Start + 4, inner = Dhcp6Option.InnerAt(option.Code);
            string value = inner >= 0 || option.Code == Dhcp6Option.RelayMessage ? Text($"{option.Data.Length} bytes") : OptionText.Hex(option.Data);
            tree.Open(Text($"Option {option.Code}, {Dhcp6Option.Name(option.Code)}: {value}"), option.Start, option.Data.Length + 4);
            if (option.Code == Dhcp6Option.Address && option.Data.Length >= 16) tree.Add($"Address: {NetAddress.FromBytes(option.Data[..16])}", data, 16);
            if (option.Code == Dhcp6Option.DnsServers) AddServers(option, tree);
            if (inner >= 0 && inner <= option.Data.Length && depth < MaxDepth) AddOptions(bytes, data + inner, data + option.Data.Length, depth + 1, tree);
            if (option.Code == Dhcp6Option.RelayMessage && depth < MaxDepth) AddMessage(bytes, data, data + option.Data.Length, depth + 1, tree);
            tree.Close();
        }
    }

    static void AddServers(in Dhcp6Option option, IDetailTree tree)
    {
        for (int at = 0; at + 16 <= option.Data.Length; at += 16)
            tree.Add($"Server: {NetAddress.FromBytes(option.Data.Slice(at, 16))}", option.Start + 4 + at, 16);
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
