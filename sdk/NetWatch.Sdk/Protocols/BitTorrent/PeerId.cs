using System.Globalization;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Sdk.Protocols.BitTorrent;

/// <summary>The id that a peer gives itself (BEP 20): by convention it begins with the client and its version.</summary>
public static class PeerId
{
    /// <summary>Bytes of an id.</summary>
    public const int Length = 20;

    static readonly Dictionary<string, string> Clients = new(StringComparer.Ordinal)
    {
        ["7T"] = "aTorrent", ["AG"] = "Ares", ["AZ"] = "Vuze", ["BC"] = "BitComet", ["BI"] = "BiglyBT", ["BR"] = "BitRocket", ["BT"] = "BitTorrent",
        ["BW"] = "BitTorrent Web", ["CT"] = "CTorrent", ["DE"] = "Deluge", ["FD"] = "Free Download Manager", ["FL"] = "Flud", ["FW"] = "FrostWire",
        ["JS"] = "JSTorrent", ["KG"] = "KGet", ["KT"] = "KTorrent", ["LP"] = "Lphant", ["LT"] = "libtorrent", ["lt"] = "rTorrent", ["LW"] = "LimeWire",
        ["MG"] = "MediaGet", ["PI"] = "PicoTorrent", ["qB"] = "qBittorrent", ["QD"] = "QQDownload", ["SD"] = "Xunlei", ["ST"] = "SymTorrent",
        ["TI"] = "Tixati", ["TL"] = "Tribler", ["TR"] = "Transmission", ["UM"] = "µTorrent Mac", ["UT"] = "µTorrent", ["UW"] = "µTorrent Web",
        ["WD"] = "WebTorrent Desktop", ["WW"] = "WebTorrent", ["XL"] = "Xunlei", ["XF"] = "Xfplay",
    };

    /// <summary>Whether it has one of the usual forms: <c>-XX1234-</c>, or <c>A2-1-36-0-</c> of aria2, or <c>M7-2-3--</c> of the first client.</summary>
    /// <param name="id">The id, of any length.</param>
    public static bool IsUsual(ReadOnlySpan<byte> id) =>
        id.Length == Length
        && ((id[0] == '-' && id[7] == '-' && char.IsAsciiLetterOrDigit((char)id[1]) && char.IsAsciiLetterOrDigit((char)id[2])) || IsDashed(id));

    static bool IsDashed(ReadOnlySpan<byte> id) => id.StartsWith("A2-"u8) || (id[0] == 'M' && char.IsAsciiDigit((char)id[1]) && id[2] == '-');

    /// <summary>The client and its version, or null for ids of another form. Allocates.</summary>
    /// <param name="id">The id, of any length.</param>
    public static string? ClientOf(ReadOnlySpan<byte> id)
    {
        if (!IsUsual(id)) return null;
        if (id[0] != '-')
        {
            // A2-1-36-0-, where the parts have one digit or two; M7-10-5- of the first client.
            ReadOnlySpan<byte> version = id[0] == 'A' ? id[3..10] : id[1..8];
            return (id[0] == 'A' ? "aria2 " : "BitTorrent ") + WireText.Of(WireBytes.TrimEnd(version, (byte)'-')).Replace('-', '.');
        }

        string letters = WireText.Of(id.Slice(1, 2));
        return $"{Clients.GetValueOrDefault(letters, letters)} {Version(id.Slice(3, 4))}";
    }

    // Four digits, or letters for those above nine; trailing zeros and letters that name a build say little.
    static string Version(ReadOnlySpan<byte> digits)
    {
        Span<int> parts = stackalloc int[3];
        for (int i = 0; i < 3; i++)
        {
            char digit = (char)digits[i];
            parts[i] = char.IsAsciiDigit(digit) ? digit - '0' : char.IsAsciiLetterUpper(digit) ? digit - 'A' + 10 : -1;
            if (parts[i] < 0) return WireText.Of(digits);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{parts[0]}.{parts[1]}.{parts[2]}");
    }
}
