using System.Globalization;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Interfaces;

/// <summary>Addresses as text, without allocating.</summary>
static class AddressText
{
    /// <summary>Address and length of the prefix, for instance <c>192.0.2.7/24</c>.</summary>
    internal static ReadOnlySpan<char> Prefix(InterfaceAddress address, Span<char> buffer) => Prefix(address.Address, address.PrefixLength, buffer);

    internal static ReadOnlySpan<char> Prefix(NetAddress address, int prefix, Span<char> buffer)
    {
        address.TryFormat(buffer, out int length, default, null);
        buffer[length++] = '/';
        prefix.TryFormat(buffer[length..], out int digits, default, CultureInfo.InvariantCulture);
        return buffer[..(length + digits)];
    }

    internal static ReadOnlySpan<char> Plain(NetAddress address, Span<char> buffer)
    {
        address.TryFormat(buffer, out int length, default, null);
        return buffer[..length];
    }
}
