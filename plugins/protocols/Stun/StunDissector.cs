using System.Buffers.Binary;
using System.Globalization;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Stun;

/// <summary>Shows messages with their attributes, and channel data.</summary>
[ForProtocol("stun")]
public sealed class StunDissector : IDissector
{
    /// <summary>A packet of a stream holds few; the host takes 4,096 nodes.</summary>
    const int MaxMessages = 64;

    /// <inheritdoc/>
    public string? Summarize(in DissectionInput input)
    {
        ReadOnlySpan<byte> bytes = input.Bytes[Math.Clamp(input.PacketStart, 0, input.Bytes.Length)..];
        if (input.Transport == Transport.Tcp && StreamStart.Of(bytes) is { } framing) bytes = bytes[(int)framing..];
        if (StunHeader.IsMessage(bytes, input.IsTruncated)) return StunFactReader.Read(bytes, default, null).Summary;
        return ChannelData(bytes) is { } length ? Text($"TURN channel 0x{BinaryPrimitives.ReadUInt16BigEndian(bytes):x4}, {length} bytes") : null;
    }

    /// <inheritdoc/>
    public void Dissect(in DissectionInput input, IDetailTree tree)
    {
        ReadOnlySpan<byte> bytes = input.Bytes;
        if (input.Transport != Transport.Tcp)
        {
            AddMessage(bytes, 0, bytes.Length, input.IsTruncated, tree);
            return;
        }

        int at = input.StartsAtFirstByte ? 0 : Math.Clamp(input.PacketStart, 0, bytes.Length);
        int prefix = (int)(StreamStart.Of(bytes[at..]) ?? StreamFraming.Plain);
        for (int i = 0; i < MaxMessages && at + prefix + 4 <= bytes.Length; i++)
        {
            int length = MessageLength(bytes[at..], prefix), end = Math.Min(at + prefix + length, bytes.Length);
            if (end > input.PacketStart)
            {
                if (prefix > 0) tree.Add(Text($"Length: {length}"), at, prefix);
                AddMessage(bytes, at + prefix, end, true, tree);
            }

            at += prefix + length;
        }
    }

    static int MessageLength(ReadOnlySpan<byte> bytes, int prefix)
    {
        if (prefix > 0) return BinaryPrimitives.ReadUInt16BigEndian(bytes[(prefix - 2)..]);
        int second = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        return bytes[0] >= 0x40 ? 4 + ((second + 3) & ~3) : StunHeader.Length + second;
    }

    static int? ChannelData(ReadOnlySpan<byte> bytes)
    {
        // RFC 8656 §12: channel numbers begin with the bits 01.
        if (bytes.Length < 4 || bytes[0] is < 0x40 or > 0x7F) return null;
        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        return length <= bytes.Length - 4 ? length : null;
    }

    static void AddMessage(ReadOnlySpan<byte> bytes, int start, int end, bool isTruncated, IDetailTree tree)
    {
        ReadOnlySpan<byte> message = bytes[start..end];
        if (ChannelData(message) is { } length)
        {
            tree.Open(Text($"TURN channel data, channel 0x{BinaryPrimitives.ReadUInt16BigEndian(message):x4}"), start, message.Length);
            tree.Add(Text($"Length: {length}"), start + 2, 2);
            tree.Add(Text($"Data: {length} bytes"), start + 4, length);
            tree.Close();
            return;
        }

        if (!StunHeader.IsMessage(message, isTruncated))
        {
            tree.Add(Text($"Not STUN ({message.Length} bytes)"), start, message.Length);
            return;
        }

        var header = new StunHeader(message);
        tree.Open(Text($"STUN {StunHeader.MethodName(header.Method)} {StunHeader.ClassName(header.Class)}"), start, message.Length);
        tree.Add(Text($"Type: 0x{header.Type:x4}"), start, 2);
        tree.Add(Text($"Length: {header.BodyLength}"), start + 2, 2);
        if (header.HasCookie) tree.Add("Magic cookie: 0x2112a442", start + 4, 4);
        tree.Add($"Transaction: {Convert.ToHexStringLower(header.Transaction)}", start + StunHeader.Length - header.Transaction.Length, header.Transaction.Length);
        var attributes = new AttributeReader(message);
        while (attributes.MoveNext())
        {
            string value = StunAttribute.Text(attributes.Type, attributes.Value, message);
            tree.Add($"{StunAttribute.Name(attributes.Type)}: {value}", start + attributes.Start, attributes.Value.Length + 4);
        }

        if (!attributes.IsAtEnd) tree.Add("The next attribute is cut", end, 0);
        tree.Close();
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
