using System.Buffers.Binary;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Stun;

/// <summary>Makes facts of messages. Of an attribute that comes twice the first counts (RFC 8489 §14).</summary>
static class StunFactReader
{
    /// <summary>The fact of a response with its request, or of one message alone.</summary>
    /// <param name="message">The response, indication, or request.</param>
    /// <param name="request">The request that a response belongs to, or empty.</param>
    /// <param name="latency">Time between the two, or null.</param>
    internal static StunFact Read(ReadOnlySpan<byte> message, ReadOnlySpan<byte> request, TimeSpan? latency)
    {
        var header = new StunHeader(message);
        var fact = new StunFact
        {
            Method = StunHeader.MethodName(header.Method),
            Class = StunHeader.ClassName(header.Class),
            Transaction = WireBytes.Hex(header.Transaction),
            IsClassic = !header.HasCookie,
            Latency = latency,
        };
        Take(fact, message);
        if (!request.IsEmpty) Take(fact, request);
        return fact;
    }

    static void Take(StunFact fact, ReadOnlySpan<byte> message)
    {
        var attributes = new AttributeReader(message);
        while (attributes.MoveNext())
        {
            if (!TakeAddress(fact, attributes.Type, attributes.Value, message)) TakeOther(fact, attributes.Type, attributes.Value);
        }
    }

    static bool TakeAddress(StunFact fact, ushort type, ReadOnlySpan<byte> value, ReadOnlySpan<byte> message)
    {
        switch (type)
        {
            case StunAttribute.MappedAddress: fact.MappedAddress ??= StunAttribute.Address(value); return true;
            // What gateways rewrite is told last by XOR (RFC 8489 §14.2), so it is believed before the plain one.
            case StunAttribute.XorMappedAddress or StunAttribute.XorMappedAddressDraft:
                fact.MappedAddress = StunAttribute.XorAddress(value, message) ?? fact.MappedAddress;
                return true;
            case StunAttribute.XorRelayedAddress: fact.RelayedAddress ??= StunAttribute.XorAddress(value, message); return true;
            case StunAttribute.XorPeerAddress: fact.PeerAddress ??= StunAttribute.XorAddress(value, message); return true;
            case StunAttribute.AlternateServer: fact.AlternateServer ??= StunAttribute.Address(value); return true;
            case 0x802C or 0x0005: fact.OtherAddress ??= StunAttribute.Address(value); return true;
            default: return false;
        }
    }

    static void TakeOther(StunFact fact, ushort type, ReadOnlySpan<byte> value)
    {
        switch (type)
        {
            case StunAttribute.Username: fact.Username ??= StunAttribute.Text(value); break;
            case StunAttribute.Realm: fact.Realm ??= StunAttribute.Text(value); break;
            case StunAttribute.Software: fact.Software ??= StunAttribute.Text(value); break;
            case StunAttribute.ErrorCode when fact.ErrorCode is null && StunAttribute.Error(value) is { } code:
                fact.ErrorCode = code;
                fact.ErrorReason = StunAttribute.Text(value[4..]);
                break;
            case StunAttribute.Lifetime when value.Length == 4: fact.Lifetime ??= BinaryPrimitives.ReadUInt32BigEndian(value); break;
            case StunAttribute.ChannelNumber when value.Length == 4: fact.Channel ??= BinaryPrimitives.ReadUInt16BigEndian(value); break;
            case StunAttribute.RequestedTransport when value.Length == 4: fact.RequestedTransport ??= StunAttribute.TransportName(value[0]); break;
            case StunAttribute.Priority when value.Length == 4: fact.IcePriority ??= BinaryPrimitives.ReadUInt32BigEndian(value); break;
            case StunAttribute.IceControlling: fact.IceRole ??= "controlling"; break;
            case StunAttribute.IceControlled: fact.IceRole ??= "controlled"; break;
            case StunAttribute.UseCandidate: fact.UsesCandidate = true; break;
        }
    }
}
