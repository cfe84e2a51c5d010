using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Mqtt;

/// <summary>Recognises MQTT by its CONNECT on any port, and by other packets where the beginning was not captured.</summary>
/// <remarks>
/// A packet other than CONNECT has few fixed bits: LDAP messages begin with 0x30 like PUBLISH. So one counts on the own port only, and
/// elsewhere both sides have to agree.
/// </remarks>
[Protocol("mqtt", Transports.Tcp, Name = "MQTT", Evidence = Evidence.Magic, Ports = [Port], MaxBytes = MaxBytes)]
public sealed class MqttClassifier : IProtocolClassifier
{
    internal const ushort Port = 1883;

    const int MaxBytes = FixedHeader.MaxSize + PacketShape.Window;

    /// <inheritdoc/>
    public Classification Classify(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        PacketType type = (PacketType)(bytes[0] >> 4);
        if (type is PacketType.Reserved) return Classification.NoMatch;
        if (type == PacketType.Connect) return Connect(prefix);
        bool isOnPort = prefix.HasPort(Port);
        // The first thing that is sent is CONNECT (§3.1), so without the port there is no other way in but in the middle.
        if (!isOnPort && !prefix.IsMidStream) return Classification.NoMatch;
        Shape shape = ShapeOf(bytes, prefix.IsTruncated, out int wanted);
        return shape switch
        {
            Shape.Wrong => Classification.NoMatch,
            Shape.Unknown => Classification.NeedMoreData(wanted),
            _ when isOnPort => Classification.Match(90),
            _ => ShapeOf(prefix.Opposite, false, out _) switch
            {
                Shape.Right => Classification.Match(80),
                Shape.Unknown => Classification.NeedMoreData(bytes.Length + 1),
                _ => Classification.NoMatch,
            },
        };
    }

    static Classification Connect(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        if (FixedHeader.TryRead(bytes, out FixedHeader header) is not { } isWhole) return Classification.NeedMoreData(bytes.Length + 1);
        if (!isWhole || header.Length < ConnectShape.LeastLength) return Classification.NoMatch;
        return ConnectShape.IsAt(bytes[header.Size..]) switch
        {
            true => Classification.Match(),
            false => Classification.NoMatch,
            null => prefix.IsTruncated && bytes.Length >= header.Size + 6 ? Classification.Match(90) : Classification.NeedMoreData(bytes.Length + 1),
        };
    }

    static Shape ShapeOf(ReadOnlySpan<byte> bytes, bool isTruncated, out int wanted)
    {
        wanted = bytes.Length + 1;
        bool? isHeader = FixedHeader.TryRead(bytes, out FixedHeader header);
        if (isHeader is null) return Shape.Unknown;
        if (isHeader == false) return Shape.Wrong;
        int window = Math.Min(header.Length, PacketShape.Window);
        wanted = header.Size + window;
        if (bytes.Length < wanted && !isTruncated) return Shape.Unknown;
        if (PacketShape.IsPlausible(header, bytes[header.Size..Math.Min(bytes.Length, wanted)])) return Shape.Right;
        // Of what the capture cut too little may be left to see the shape.
        return bytes.Length < wanted ? Shape.Unknown : Shape.Wrong;
    }
}
