using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.NetworkConfig;

/// <summary>Reads the messages of rtnetlink dumps (rtnetlink(7)).</summary>
static class NetlinkMessages
{
    internal const ushort GetLink = 18, GetAddress = 22, GetRoute = 26;

    const ushort NewLink = 16, NewAddress = 20, NewRoute = 24;
    const int Header = 16, LinkHeader = 16, AddressHeader = 8, RouteHeader = 12, NextHopHeader = 8;
    const int Most = 4_096;
    const byte Inet = 2;
    const byte Unicast = 1;
    const uint TableMain = 254, TableDefault = 253, Cloned = 0x200;
    const uint FlagUp = 1, FlagLoopback = 8, FlagRunning = 0x40;

    internal static ImmutableArray<InterfaceConfig> Interfaces(byte[]? links, byte[]? addresses)
    {
        var byIndex = new SortedDictionary<int, InterfaceConfig>();
        var own = new Dictionary<int, ImmutableArray<InterfaceAddress>.Builder>();
        ReadOnlySpan<byte> rest = addresses;
        while (TryNext(ref rest, NewAddress, AddressHeader, out ReadOnlySpan<byte> message)) ReadAddress(message, own);
        rest = links;
        while (byIndex.Count < Most && TryNext(ref rest, NewLink, LinkHeader, out ReadOnlySpan<byte> message))
        {
            if (ReadLink(message) is not { } link) continue;
            byIndex[link.Index] = own.TryGetValue(link.Index, out var found) ? link with { Addresses = found.ToImmutable() } : link;
        }

        return [.. byIndex.Values];
    }

    internal static ImmutableArray<Route> Routes(byte[]? routes, ImmutableArray<InterfaceConfig> interfaces)
    {
        var names = interfaces.ToDictionary(each => each.Index, each => each.Name);
        var found = new List<Route>();
        ReadOnlySpan<byte> rest = routes;
        while (found.Count < Most && TryNext(ref rest, NewRoute, RouteHeader, out ReadOnlySpan<byte> message))
        {
            if (ReadRoute(message) is { } route) found.Add(route with { Interface = names.GetValueOrDefault(route.InterfaceIndex, "") });
        }

        return [.. found.OrderByDescending(route => route.IsDefault).ThenBy(route => route.Metric)];
    }

    static bool TryNext(scoped ref ReadOnlySpan<byte> rest, ushort type, int least, out ReadOnlySpan<byte> message)
    {
        message = default;
        while (rest.Length >= Header)
        {
            uint length = MemoryMarshal.Read<uint>(rest);
            if (length < Header || length > rest.Length) return false;
            ushort found = MemoryMarshal.Read<ushort>(rest[4..]);
            message = rest[Header..(int)length];
            rest = rest[(int)Math.Min(rest.Length, (length + 3L) & ~3L)..];
            if (found == type && message.Length >= least) return true;
        }

        return false;
    }

    static InterfaceConfig? ReadLink(ReadOnlySpan<byte> message)
    {
        int index = MemoryMarshal.Read<int>(message[4..]);
        uint flags = MemoryMarshal.Read<uint>(message[8..]);
        string name = "", kind = "", hardware = "";
        int mtu = 0;
        var attributes = new NetlinkAttributes(message[LinkHeader..]);
        while (attributes.MoveNext())
        {
            switch (attributes.Type)
            {
                case 1: hardware = HardwareAddress(attributes.Value); break;
                case 3: name = Text(attributes.Value); break;
                case 4: mtu = (int)Math.Min(attributes.Number, int.MaxValue); break;
                case 18: kind = Kind(attributes.Value); break;
            }
        }

        if (index <= 0 || name.Length == 0) return null;
        return new InterfaceConfig(index, name)
        {
            IsEnabled = (flags & FlagUp) != 0,
            IsUp = (flags & FlagUp) != 0 && (flags & FlagRunning) != 0,
            IsLoopback = (flags & FlagLoopback) != 0,
            Kind = kind,
            HardwareAddress = (flags & FlagLoopback) != 0 ? "" : hardware,
            Mtu = mtu,
        };
    }

    static void ReadAddress(ReadOnlySpan<byte> message, Dictionary<int, ImmutableArray<InterfaceAddress>.Builder> own)
    {
        int prefix = message[1], index = MemoryMarshal.Read<int>(message[4..]);
        NetAddress address = default, local = default;
        var attributes = new NetlinkAttributes(message[AddressHeader..]);
        while (attributes.MoveNext())
        {
            if (attributes.Type == 1) address = Address(attributes.Value);
            else if (attributes.Type == 2) local = Address(attributes.Value);
        }

        // On point-to-point links IFA_ADDRESS is the other end.
        if (!local.IsNone) address = local;
        if (address.IsNone || index <= 0) return;
        if (!own.TryGetValue(index, out var list)) own[index] = list = ImmutableArray.CreateBuilder<InterfaceAddress>();
        if (list.Count < Most) list.Add(new InterfaceAddress(address, Math.Min(prefix, 128)));
    }

    static Route? ReadRoute(ReadOnlySpan<byte> message)
    {
        byte family = message[0], prefix = message[1];
        uint table = message[4];
        if (message[7] != Unicast || (MemoryMarshal.Read<uint>(message[8..]) & Cloned) != 0) return null;
        NetAddress destination = default, gateway = default;
        int index = 0;
        uint metric = 0;
        var attributes = new NetlinkAttributes(message[RouteHeader..]);
        while (attributes.MoveNext())
        {
            switch (attributes.Type)
            {
                case 1: destination = Address(attributes.Value); break;
                case 4: index = (int)attributes.Number; break;
                case 5: gateway = Address(attributes.Value); break;
                case 6: metric = attributes.Number; break;
                case 9: ReadNextHop(attributes.Value, ref index, ref gateway); break;
                case 15: table = attributes.Number; break;
                case 18 when attributes.Value.Length > 2: gateway = Address(attributes.Value[2..]); break;
            }
        }

        return table is TableMain or TableDefault
            ? new Route(destination, Math.Min((int)prefix, 128), gateway, index) { Metric = metric, IsIPv4 = family == Inet }
            : null;
    }

    static void ReadNextHop(ReadOnlySpan<byte> hops, ref int index, ref NetAddress gateway)
    {
        if (hops.Length < NextHopHeader) return;
        int length = MemoryMarshal.Read<ushort>(hops);
        if (length < NextHopHeader || length > hops.Length) return;
        index = MemoryMarshal.Read<int>(hops[4..]);
        var attributes = new NetlinkAttributes(hops[NextHopHeader..length]);
        while (attributes.MoveNext())
        {
            if (attributes.Type == 5) gateway = Address(attributes.Value);
        }
    }

    static string Kind(ReadOnlySpan<byte> info)
    {
        var attributes = new NetlinkAttributes(info);
        while (attributes.MoveNext())
        {
            if (attributes.Type == 1) return Text(attributes.Value);
        }

        return "";
    }

    static NetAddress Address(ReadOnlySpan<byte> bytes) => bytes.Length is 4 or 16 ? NetAddress.FromBytes(bytes) : default;

    static string Text(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(bytes[..Math.Min(end < 0 ? bytes.Length : end, 64)]);
    }

    static string HardwareAddress(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 0 or > 20 || !bytes.ContainsAnyExcept((byte)0)) return "";
        return string.Join(':', Convert.ToHexStringLower(bytes).Chunk(2).Select(pair => new string(pair)));
    }
}
