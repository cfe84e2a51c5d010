using System.Buffers.Binary;
using System.Globalization;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Mqtt;

/// <summary>Shows the control packets of a segment.</summary>
[ForProtocol("mqtt")]
public sealed class MqttDissector : IDissector
{
    const int MaxPackets = 500;

    /// <inheritdoc/>
    public string? Summarize(in DissectionInput input)
    {
        ReadOnlySpan<byte> bytes = input.Bytes;
        for (int at = First(input), packets = 0; at < bytes.Length && packets < 100_000; packets++)
        {
            if (FixedHeader.TryRead(bytes[at..], out FixedHeader header) != true) return null;
            int end = (int)Math.Min(bytes.Length, (long)at + header.Size + header.Length);
            if (end > input.PacketStart) return Title(header, bytes[(at + header.Size)..end]);
            at = end;
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dissect(in DissectionInput input, IDetailTree tree)
    {
        ReadOnlySpan<byte> bytes = input.Bytes;
        for (int at = First(input), shown = 0; at < bytes.Length && shown < MaxPackets;)
        {
            if (FixedHeader.TryRead(bytes[at..], out FixedHeader header) != true) return;
            int end = (int)Math.Min(bytes.Length, (long)at + header.Size + header.Length);
            if (end > input.PacketStart)
            {
                Packet(header, bytes[at..end], at, tree);
                shown++;
            }

            at = end;
        }
    }

    static int First(in DissectionInput input) => input.StartsAtFirstByte ? 0 : Math.Clamp(input.PacketStart, 0, input.Bytes.Length);

    static string Title(in FixedHeader header, ReadOnlySpan<byte> body)
    {
        string name = header.Type.ToString().ToUpperInvariant();
        if (header.Type == PacketType.Connect) return MqttConnect.TryRead(body)?.Summary ?? name;
        if (header.Type == PacketType.Publish && TextAt(body, 0) is { } topic) return Invariant($"{name} {topic} (QoS {header.Qos})");
        bool isFilter = header.Type is PacketType.Subscribe or PacketType.Unsubscribe;
        return isFilter && FilterStart(body) is >= 0 and int from && TextAt(body, from) is { } filter ? $"{name} {filter}" : name;
    }

    static void Packet(in FixedHeader header, ReadOnlySpan<byte> packet, int at, IDetailTree tree)
    {
        ReadOnlySpan<byte> body = packet[header.Size..];
        tree.Open($"MQTT, {Title(header, body)}", at, packet.Length);
        tree.Add(Invariant($"Type: {header.Type.ToString().ToUpperInvariant()} ({(int)header.Type})"), at, 1);
        if (header.Type == PacketType.Publish)
            tree.Add(Invariant($"Flags: QoS {header.Qos}{(header.IsRetained ? ", retain" : "")}{(header.IsDuplicate ? ", duplicate" : "")}"), at, 1);
        tree.Add(Invariant($"Remaining length: {header.Length}"), at + 1, header.Size - 1);
        Body(header, body, at + header.Size, tree);
        tree.Close();
    }

    static void Body(in FixedHeader header, ReadOnlySpan<byte> body, int at, IDetailTree tree)
    {
        switch (header.Type)
        {
            case PacketType.Connect:
                Connect(body, at, tree);
                break;
            case PacketType.Connack when body.Length >= 2:
                tree.Add((body[0] & 1) != 0 ? "Session present: yes" : "Session present: no", at, 1);
                tree.Add($"Return code: {ReasonCode.Name(body[1], body.Length > 2 ? 5 : 4, true)}", at + 1, 1);
                break;
            case PacketType.Publish:
                Publish(header, body, at, tree);
                break;
            case PacketType.Subscribe or PacketType.Unsubscribe:
                Filters(header.Type == PacketType.Subscribe, body, at, tree);
                break;
            case PacketType.Disconnect when body.Length > 0:
                tree.Add($"Reason code: {ReasonCode.Name(body[0], 5, false)}", at, 1);
                break;
            default:
                if (body.Length >= 2) tree.Add(Invariant($"Packet identifier: {BinaryPrimitives.ReadUInt16BigEndian(body)}"), at, 2);
                break;
        }
    }

    // Where things lie is shown as a whole: the fields are few and short.
    static void Connect(ReadOnlySpan<byte> body, int at, IDetailTree tree)
    {
        if (MqttConnect.TryRead(body) is not { } connect) return;
        tree.Add($"Protocol: {connect.ProtocolName} {MqttConnect.VersionName(connect.Level)}", at, Math.Min(body.Length, connect.ProtocolName.Length + 3));
        int flags = Math.Min(body.Length, connect.ProtocolName.Length + 3);
        tree.Add(Invariant($"Connect flags: 0x{connect.Flags:x2}"), at + flags, Math.Min(1, body.Length - flags));
        tree.Add(Invariant($"Keep alive: {connect.KeepAlive} s"), at + Math.Min(body.Length, flags + 1), Math.Clamp(body.Length - flags - 1, 0, 2));
        int rest = Math.Min(body.Length, flags + 3);
        if (connect.ClientId is { } id) tree.Add($"Client identifier: {id}", at + rest, body.Length - rest);
        if (connect.WillTopic is { } will) tree.Add($"Will topic: {will}", at + rest, body.Length - rest);
        if (connect.UserName is { } user) tree.Add($"User name: {user}", at + rest, body.Length - rest);
        if ((connect.Flags & 0x40) != 0) tree.Add("Password: (not shown)", at + rest, body.Length - rest);
    }

    static void Publish(in FixedHeader header, ReadOnlySpan<byte> body, int at, IDetailTree tree)
    {
        if (TextAt(body, 0) is not { } topic) return;
        int next = 2 + BinaryPrimitives.ReadUInt16BigEndian(body);
        tree.Add($"Topic: {topic}", at, next);
        if (header.Qos > 0 && next + 2 <= body.Length)
        {
            tree.Add(Invariant($"Packet identifier: {BinaryPrimitives.ReadUInt16BigEndian(body[next..])}"), at + next, 2);
            next += 2;
        }

        if (next < body.Length) tree.Add(Invariant($"Message ({body.Length - next} bytes)"), at + next, body.Length - next);
    }

    static void Filters(bool isSubscribe, ReadOnlySpan<byte> body, int at, IDetailTree tree)
    {
        if (FilterStart(body) is not (>= 0 and int next)) return;
        tree.Add(Invariant($"Packet identifier: {BinaryPrimitives.ReadUInt16BigEndian(body)}"), at, 2);
        while (TextAt(body, next) is { } filter)
        {
            int length = 2 + BinaryPrimitives.ReadUInt16BigEndian(body[next..]);
            bool hasOptions = isSubscribe && next + length < body.Length;
            tree.Add(hasOptions ? Invariant($"Topic filter: {filter} (QoS {body[next + length] & 3})") : $"Topic filter: {filter}", at + next, length);
            next += length + (isSubscribe ? 1 : 0);
        }
    }

    // Behind the packet identifier, and behind the properties of version 5 where there are some: no filter is empty.
    static int FilterStart(ReadOnlySpan<byte> body)
    {
        if (body.Length < 5) return -1;
        if (body[2] != 0 || body[3] == 0) return Properties.TryMeasure(body[2..], out int size, out int total) ? Math.Min(body.Length, 2 + size + total) : -1;
        int oldLength = 2 + 2 + BinaryPrimitives.ReadUInt16BigEndian(body[2..]);
        return oldLength <= body.Length ? 2 : 3;
    }

    static string? TextAt(ReadOnlySpan<byte> bytes, int at)
    {
        if (at > bytes.Length - 2) return null;
        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
        return length > bytes.Length - at - 2 ? null : WireText.Of(bytes.Slice(at + 2, length), 256);
    }

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
