using System.Buffers.Binary;
using System.Globalization;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Dns;

namespace NetWatch.Plugins.NetBios;

/// <summary>The detail tree of a message of the name service.</summary>
static class NameTree
{
    static readonly (int Bit, string Name)[] Flags =
        [(0x0400, "Authoritative"), (0x0200, "Truncated"), (0x0100, "Recursion desired"), (0x0080, "Recursion available"), (0x0010, "Broadcast")];

    internal static void Write(ReadOnlySpan<byte> bytes, IDetailTree tree)
    {
        DnsHeader.TryRead(bytes, out DnsHeader header);
        string operation = NameHeader.OperationName(header.OpCode) ?? "unknown operation";
        tree.Open($"NetBIOS name service, {operation} {(header.IsResponse ? "response" : "request")}", 0, bytes.Length);
        tree.Add(Text($"Transaction id: 0x{header.Id:x4}"), 0, 2);
        AddFlags(header, operation, tree);
        tree.Add(Text($"Questions: {header.Questions}, answers: {header.Answers}, authorities: {header.Authorities}, additionals: {header.Additionals}"), 4, 8);
        if (NameMessage.TryRead(bytes, out NameMessage message)) AddMessage(bytes, message, tree);
        else tree.Add("A name that is cut or broken", DnsHeader.Length, bytes.Length - DnsHeader.Length);
        tree.Close();
    }

    static void AddFlags(in DnsHeader header, string operation, IDetailTree tree)
    {
        tree.Open(Text($"Flags: 0x{header.Flags:x4}"), 2, 2);
        tree.Add(header.IsResponse ? "Response" : "Request", 2, 1);
        tree.Add($"Operation: {operation}", 2, 1);
        foreach ((int bit, string name) in Flags)
            if ((header.Flags & bit) != 0) tree.Add(name, bit > 0xFF ? 2 : 3, 1);
        if (header.IsResponse) tree.Add($"Result: {NameHeader.ResultName(header.ResponseCode)}", 3, 1);
        tree.Close();
    }

    static void AddMessage(ReadOnlySpan<byte> bytes, in NameMessage message, IDetailTree tree)
    {
        int at = DnsHeader.Length;
        NetBiosName.TryRead(bytes, ref at, out NetBiosName name);
        string service = NameText.Service(name.Suffix) is { } known ? $" ({known})" : "";
        tree.Add($"Name: {NameText.WithSuffix(name.Text(), name.Suffix)}{service}", DnsHeader.Length, at - DnsHeader.Length);
        string type = message.Type switch { NameHeader.NameType => "NB", NameHeader.StatusType => "NBSTAT", 1 => "A", 2 => "NS", _ => Text($"{message.Type}") };
        tree.Add($"Type: {type}", at, 2);
        tree.Add("Class: IN", at + 2, 2);
        if (message.TimeToLive is { } ttl) tree.Add(Text($"Time to live: {ttl} s"), message.DataAt - 6, 4);
        if (message.IsStatus) AddNodeNames(message, tree);
        else AddAddresses(message, tree);
    }

    static void AddAddresses(in NameMessage message, IDetailTree tree)
    {
        ReadOnlySpan<byte> data = message.Data;
        if (message.Header.OpCode == 7) return;
        for (int at = 0; at + 6 <= data.Length; at += 6)
        {
            int flags = BinaryPrimitives.ReadUInt16BigEndian(data[at..]);
            string node = (flags >> 13 & 3) switch { 0 => "B", 1 => "P", 2 => "M", _ => "H" };
            string kind = (flags & 0x8000) != 0 ? "group" : "unique";
            tree.Add(Text($"Address: {NetAddress.FromBytes(data.Slice(at + 2, 4))} ({kind}, {node} node)"), message.DataAt + at, 6);
        }
    }

    static void AddNodeNames(in NameMessage message, IDetailTree tree)
    {
        string[] names = message.NodeNames(out string? unitId);
        for (int i = 0; i < names.Length; i++) tree.Add($"Node name: {names[i]}", message.DataAt + 1 + (i * 18), 18);
        if (unitId is not null) tree.Add($"Unit id: {unitId}", message.DataAt + 1 + (message.Data[0] * 18), 6);
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
