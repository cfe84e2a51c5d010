using System.Globalization;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Snmp;

/// <summary>Shows a message: version, community or security, PDU and variables.</summary>
[ForProtocol("snmp")]
public sealed class SnmpDissector : IDissector
{
    /// <summary>The host takes 4,096 nodes; a variable is up to three of them.</summary>
    const int MaxVariables = 1000;

    const int MaxMessages = 100;

    /// <inheritdoc/>
    public string? Summarize(in DissectionInput input)
    {
        ReadOnlySpan<byte> bytes = input.Bytes;
        for (int at = FirstMessage(input); at < bytes.Length; at = EndOf(bytes, at))
        {
            if (EndOf(bytes, at) > input.PacketStart) return SummaryOf(bytes, at);
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dissect(in DissectionInput input, IDetailTree tree)
    {
        ReadOnlySpan<byte> bytes = input.Bytes;
        int at = FirstMessage(input);
        for (int shown = 0; at < bytes.Length && shown < MaxMessages; at = EndOf(bytes, at))
        {
            if (EndOf(bytes, at) <= input.PacketStart) continue;
            AddMessage(bytes, at, EndOf(bytes, at), tree);
            shown++;
        }
    }

    // On TCP (RFC 3430) messages stand one behind the other, and one may begin in an earlier packet. A datagram is one message.
    static int FirstMessage(in DissectionInput input) => input.Transport == Transport.Tcp && !input.StartsAtFirstByte ? input.PacketStart : 0;

    static int EndOf(ReadOnlySpan<byte> bytes, int start)
    {
        int header = BerReader.HeaderLength(bytes[start..]), length = bytes.Length - start > header ? BerReader.MessageLength(bytes[start..]) : 0;
        return length > 0 && length < bytes.Length - start ? start + length : bytes.Length;
    }

    static string? SummaryOf(ReadOnlySpan<byte> bytes, int start) => SnmpMessage.TryRead(bytes, start, EndOf(bytes, start), isCut: true, out SnmpMessage message)
        ? SnmpFactReader.Alone(bytes, message, isCut: true).Summary
        : null;

    static void AddMessage(ReadOnlySpan<byte> bytes, int start, int end, IDetailTree tree)
    {
        if (!SnmpMessage.TryRead(bytes, start, end, isCut: true, out SnmpMessage message))
        {
            tree.Add("SNMP, cut or not read", start, end - start);
            return;
        }

        tree.Open(SummaryOf(bytes, start) ?? "SNMP", start, end - start);
        string version = message.Version switch { SnmpMessage.VersionOne => "1", SnmpMessage.VersionTwo => "2c", _ => "3" };
        tree.Add($"Version: {version}", start, Math.Min(end - start, 5));
        if (message.IsV3) AddSecurity(message, tree);
        else Add("Community", SnmpValue.Octets(message.Community.Content), message.Community, tree);
        if (message.Encrypted.Tag != 0) Add("Encrypted PDU", Text($"{message.Encrypted.Content.Length} bytes"), message.Encrypted, tree);
        if (message.Pdu.Tag != 0) AddPdu(bytes, message, tree);
        tree.Close();
    }

    static void AddSecurity(in SnmpMessage message, IDetailTree tree)
    {
        tree.Add(Text($"Message id: {message.MessageId}"), 0, 0);
        string flags = ((message.Flags & 1) != 0 ? ", authenticated" : "") + ((message.Flags & 2) != 0 ? ", encrypted" : "")
            + ((message.Flags & 4) != 0 ? ", reportable" : "");
        tree.Add(Text($"Flags: 0x{message.Flags:x2}{flags}"), 0, 0);
        tree.Add(Text($"Security model: {message.SecurityModel}"), 0, 0);
        if (message.EngineId.Tag == 0) return;
        Add("Engine id", Convert.ToHexStringLower(message.EngineId.Content), message.EngineId, tree);
        tree.Add(Text($"Engine boots: {message.EngineBoots}, time: {message.EngineTime} s"), message.EngineId.End, 0);
        if (message.User.Tag != 0) Add("User", SnmpValue.Octets(message.User.Content), message.User, tree);
    }

    static void AddPdu(ReadOnlySpan<byte> bytes, in SnmpMessage message, IDetailTree tree)
    {
        tree.Open($"PDU: {BerTag.PduName(message.Pdu.Tag)}", message.Pdu.Start, message.Pdu.End - message.Pdu.Start);
        int at = message.Pdu.ContentStart, length = Math.Max(0, message.Variables.Tag == 0 ? message.Pdu.Content.Length : message.Variables.Start - at);
        switch (message.Pdu.Tag)
        {
            case BerTag.TrapV1:
                Add("Enterprise", ObjectId.Text(message.Enterprise.Content), message.Enterprise, tree);
                tree.Add(Text($"Trap: {SnmpValue.TrapName(message.GenericTrap)}, specific {message.SpecificTrap}"), at, length);
                break;
            case BerTag.GetBulk:
                tree.Add(Text($"Request id: {message.RequestId}"), at, length);
                tree.Add(Text($"Not repeated: {message.Status}, repetitions: {message.Index}"), at, length);
                break;
            default:
                tree.Add(Text($"Request id: {message.RequestId}"), at, length);
                tree.Add(Text($"Error: {SnmpValue.ErrorName(message.Status)}, index {message.Index}"), at, length);
                break;
        }

        AddVariables(bytes, message, tree);
        tree.Close();
    }

    static void AddVariables(ReadOnlySpan<byte> bytes, in SnmpMessage message, IDetailTree tree)
    {
        var reader = new BerReader(bytes, message.Variables.ContentStart, message.Variables.End, isCut: true);
        for (int i = 0; i < MaxVariables && reader.TryRead(BerTag.Sequence, out BerValue pair); i++)
        {
            BerReader inside = reader.Inside(pair);
            if (!inside.TryRead(BerTag.ObjectId, out BerValue name)) break;
            bool hasValue = inside.TryRead(out BerValue value);
            string shown = hasValue && SnmpValue.Text(value) is { } text ? $": {text}" : "";
            tree.Open($"{ObjectId.Text(name.Content)}{shown}", pair.Start, pair.End - pair.Start);
            if (hasValue) tree.Add($"{SnmpValue.TypeName(value.Tag)}{shown}", value.Start, value.End - value.Start);
            tree.Close();
        }
    }

    static void Add(string name, string value, BerValue where, IDetailTree tree) => tree.Add($"{name}: {value}", where.Start, where.End - where.Start);

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
