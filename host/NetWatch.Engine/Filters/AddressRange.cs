using System.Globalization;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Filters;

/// <summary>An address or a prefix (RFC 4632, RFC 4291 §2.3). IPv4 prefixes hold IPv4 addresses only, IPv6 prefixes IPv6 only.</summary>
readonly record struct AddressRange(NetAddress Network, int PrefixLength)
{
    internal bool Contains(NetAddress address)
    {
        if (address.IsIPv4 != Network.IsIPv4) return false;
        if (Network.IsIPv4) return PrefixLength == 0 || (address.Low ^ Network.Low) >> (32 - PrefixLength) == 0;
        if (PrefixLength <= 64) return PrefixLength == 0 || (address.High ^ Network.High) >> (64 - PrefixLength) == 0;
        return address.High == Network.High && (address.Low ^ Network.Low) >> (128 - PrefixLength) == 0;
    }

    internal static bool TryParse(ReadOnlySpan<char> text, out AddressRange range)
    {
        range = default;
        int slash = text.IndexOf('/');
        ReadOnlySpan<char> addressText = slash < 0 ? text : text[..slash];
        // Forms such as "10.1" or "0x7f000001" are addresses to the framework, but to people they are typing errors.
        bool isComplete = addressText.Contains(':') || addressText.Count('.') == 3;
        if (!isComplete || addressText.Contains('[') || !NetAddress.TryParse(addressText, out NetAddress address)) return false;
        int most = address.IsIPv4 ? 32 : 128;
        if (slash < 0)
        {
            range = new AddressRange(address, most);
            return true;
        }

        if (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int length) || length > most) return false;
        range = new AddressRange(address, length);
        return true;
    }
}
