using System.Buffers.Binary;
using System.Globalization;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>
/// Shows the DNS messages of a packet: header flags, questions and records. On TCP behind two bytes of length (RFC 1035 §4.2.2). For the
/// dissectors of the protocols that share the format; called on the screen's thread.
/// </summary>
/// <param name="dialect">Which protocol.</param>
public sealed class DnsMessageDissector(DnsDialect dialect) : IDissector
{
    /// <inheritdoc/>
    public string? Summarize(in DissectionInput input)
    {
        bool isStream = input.Transport == Transport.Tcp;
        ReadOnlySpan<byte> bytes = input.Bytes[Math.Clamp(input.PacketStart, 0, input.Bytes.Length)..];
        if (isStream)
        {
            if (!BinaryPrimitives.TryReadUInt16BigEndian(bytes, out ushort length) || length < DnsHeader.Length) return null;
            bytes = bytes[2..Math.Min(bytes.Length, 2 + length)];
        }

        if (!DnsHeader.TryRead(bytes, out DnsHeader header)) return null;
        // What begins in the middle of a message must not be read as one.
        if (isStream && !DnsStructure.HasPlausibleHeader(bytes, ushort.MaxValue, onPort: true)) return null;
        bool isMulticast = IsMulticast(input);
        var exchange = new DnsExchange();
        exchange.Become(new DnsExchangeState
        {
            Carrier = DnsFlowAnalyzer.ProtocolOf(dialect),
            Sections = new DnsSections(bytes, 0, default, isMulticast),
            OpCode = (byte)header.OpCode,
            Flags = header.Flags,
            ResponseCode = (short)(header.IsResponse ? DnsMessage.Read(bytes, header).ResponseCode : -1),
            IsMulticast = isMulticast,
        });
        return exchange.Summary;
    }

    /// <inheritdoc/>
    public void Dissect(in DissectionInput input, IDetailTree tree)
    {
        if (input.Transport != Transport.Tcp)
        {
            new DnsMessageTree(input.Bytes, 0, dialect, IsMulticast(input), tree).Write();
            return;
        }

        ReadOnlySpan<byte> bytes = input.Bytes;
        int at = input.StartsAtFirstByte ? 0 : input.PacketStart;
        while (at >= 0 && at + 2 <= bytes.Length)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
            int end = Math.Min(at + 2 + length, bytes.Length);
            if (end > input.PacketStart)
            {
                tree.Add(string.Create(CultureInfo.InvariantCulture, $"Length: {length}"), at, 2);
                new DnsMessageTree(bytes[(at + 2)..end], at + 2, dialect, IsMulticast(input), tree).Write();
            }

            at += 2 + length;
        }
    }

    bool IsMulticast(in DissectionInput input) =>
        dialect == DnsDialect.Dns
        && (input.SourcePort == DnsFlowAnalyzer.MulticastPort || input.DestinationPort == DnsFlowAnalyzer.MulticastPort);
}
