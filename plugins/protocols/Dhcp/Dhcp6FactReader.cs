using System.Buffers.Binary;
using System.Globalization;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Dns;

namespace NetWatch.Plugins.Dhcp;

/// <summary>Makes the fact of a message: of its options, of those inside them, and of the message that a relay carries.</summary>
static class Dhcp6FactReader
{
    /// <summary>Addresses, prefixes and names kept of a message.</summary>
    const int MaxEntries = 32;

    const int MaxRelays = 8;

    internal static Dhcp6Fact? Read(ReadOnlySpan<byte> bytes)
    {
        string? link = null, peer = null, interfaceId = null;
        for (int relays = 0; relays <= MaxRelays; relays++)
        {
            int options = Dhcp6Message.OptionsAt(bytes);
            if (options < 0 || options > bytes.Length) return null;
            if (!Dhcp6Message.IsRelay(bytes[0])) return Message(bytes, options, link, peer, interfaceId);
            // The outermost relay is the one nearest to the server; the address of the client is in the innermost.
            (link, peer) = (NetAddress.FromBytes(bytes.Slice(2, 16)).ToString(), NetAddress.FromBytes(bytes.Slice(18, 16)).ToString());
            if (!TryInner(bytes, options, ref interfaceId, out ReadOnlySpan<byte> inner)) return Message(bytes, options, link, peer, interfaceId);
            bytes = inner;
        }

        return null;
    }

    static bool TryInner(ReadOnlySpan<byte> bytes, int at, scoped ref string? interfaceId, out ReadOnlySpan<byte> inner)
    {
        inner = default;
        bool hasInner = false;
        while (Dhcp6Option.TryRead(bytes, ref at, out Dhcp6Option option))
        {
            if (option.Code == Dhcp6Option.InterfaceId) interfaceId = Opaque(option.Data);
            if (option.Code != Dhcp6Option.RelayMessage) continue;
            inner = option.Data;
            hasInner = true;
        }

        return hasInner;
    }

    static Dhcp6Fact Message(ReadOnlySpan<byte> bytes, int options, string? link, string? peer, string? interfaceId)
    {
        var fact = new Dhcp6Fact
        {
            Type = Dhcp6Message.TypeName(bytes[0]),
            IsReply = Dhcp6Message.IsReply(bytes[0]),
            TransactionId = options == 4 ? (int)(BinaryPrimitives.ReadUInt32BigEndian(bytes) & 0xFFFFFF) : 0,
            LinkAddress = link,
            PeerAddress = peer,
            InterfaceId = interfaceId,
        };
        TakeOptions(fact, bytes, options, depth: 0);
        return fact;
    }

    static void TakeOptions(Dhcp6Fact fact, ReadOnlySpan<byte> bytes, int at, int depth)
    {
        while (Dhcp6Option.TryRead(bytes, ref at, out Dhcp6Option option))
        {
            Take(fact, option);
            int inner = Dhcp6Option.InnerAt(option.Code);
            // An association holds addresses, and those a status: nothing lies deeper.
            if (inner >= 0 && inner <= option.Data.Length && depth < 2) TakeOptions(fact, option.Data, inner, depth + 1);
        }
    }

    static void Take(Dhcp6Fact fact, in Dhcp6Option option)
    {
        ReadOnlySpan<byte> data = option.Data;
        switch (option.Code)
        {
            case Dhcp6Option.ClientId:
                fact.ClientId ??= OptionText.Hex(data);
                fact.ClientMac ??= Hardware(data);
                break;
            case Dhcp6Option.ServerId: fact.ServerId ??= OptionText.Hex(data); break;
            case Dhcp6Option.Address when data.Length >= 24 && fact.Addresses.Count < MaxEntries:
                fact.Addresses.Add(NetAddress.FromBytes(data[..16]).ToString());
                TakeLifetimes(fact, data[16..]);
                break;
            case Dhcp6Option.Prefix when data.Length >= 25 && fact.Prefixes.Count < MaxEntries:
                fact.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"{NetAddress.FromBytes(data.Slice(9, 16))}/{(int)data[8]}"));
                TakeLifetimes(fact, data);
                break;
            case Dhcp6Option.Requested when fact.Requested.Count == 0: fact.Requested = Names(data); break;
            case Dhcp6Option.DnsServers when fact.DnsServers.Count == 0: fact.DnsServers = OptionText.Addresses(data, 16); break;
            case Dhcp6Option.DomainList when fact.Domains.Count == 0: fact.Domains = Domains(data); break;
            case Dhcp6Option.FullyQualifiedName when data.Length > 1 && fact.HostName is null:
                fact.HostName = Domains(data[1..]) is [{ } name, ..] ? name : null;
                break;
            case Dhcp6Option.Status when data.Length >= 2: fact.Status ??= Dhcp6Option.StatusName(BinaryPrimitives.ReadUInt16BigEndian(data)); break;
        }
    }

    static void TakeLifetimes(Dhcp6Fact fact, ReadOnlySpan<byte> data)
    {
        fact.PreferredLifetime ??= BinaryPrimitives.ReadUInt32BigEndian(data);
        fact.ValidLifetime ??= BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
    }

    // RFC 8415 §11.2, §11.4: identifiers of types 1 and 3 end in a link-layer address; hardware type 1 is Ethernet.
    static string? Hardware(ReadOnlySpan<byte> duid)
    {
        if (duid.Length < 4) return null;
        int type = BinaryPrimitives.ReadUInt16BigEndian(duid), at = type switch { 1 => 8, 3 => 4, _ => -1 };
        return at > 0 && duid.Length == at + 6 ? DhcpMessage.Mac(duid[at..]) : null;
    }

    static string[] Names(ReadOnlySpan<byte> data)
    {
        string[] names = new string[Math.Min(MaxEntries, data.Length / 2)];
        for (int i = 0; i < names.Length; i++) names[i] = Dhcp6Option.Name(BinaryPrimitives.ReadUInt16BigEndian(data[(i * 2)..]));
        return names;
    }

    // RFC 8415 §10: names as in DNS, without pointers.
    static List<string> Domains(ReadOnlySpan<byte> data)
    {
        Span<char> text = stackalloc char[DnsName.MaxTextLength];
        List<string> names = [];
        int at = 0;
        while (at < data.Length && names.Count < MaxEntries)
        {
            int start = at;
            bool isWhole = DnsName.TryRead(data, ref at, text, out int length);
            if (length > 0) names.Add(new string(text[..length]));
            if (!isWhole || at == start) break;
        }

        return names;
    }

    static string Opaque(ReadOnlySpan<byte> value) =>
        value.Length > 0 && value.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E) < 0 ? OptionText.Text(value) : OptionText.Hex(value);
}
