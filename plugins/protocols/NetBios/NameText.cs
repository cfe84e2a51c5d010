using System.Globalization;
using System.Text;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.NetBios;

/// <summary>Names as people read them.</summary>
static class NameText
{
    /// <summary>
    /// The padded bytes of a name as text: padding cut off, what is not printable ASCII as <c>\DDD</c> and the backslash doubled, since the code page isn't known.
    /// </summary>
    internal static string Of(ReadOnlySpan<byte> padded)
    {
        ReadOnlySpan<byte> name = WireBytes.TrimEnd(WireBytes.TrimEnd(padded, 0), (byte)' ');
        if (name.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0 && name.IndexOf((byte)'\\') < 0) return Encoding.ASCII.GetString(name);
        var text = new StringBuilder(name.Length);
        foreach (byte value in name)
        {
            if (value is >= 0x20 and < 0x7F) text.Append(value == '\\' ? "\\\\" : ((char)value).ToString());
            else text.Append(CultureInfo.InvariantCulture, $"\\{(int)value:D3}");
        }

        return text.ToString();
    }

    /// <summary>With the suffix in the usual notation, <c>NAME&lt;20&gt;</c>.</summary>
    internal static string WithSuffix(string name, byte suffix) => string.Create(CultureInfo.InvariantCulture, $"{name}<{suffix:x2}>");

    internal static string Suffix(byte suffix) => suffix.ToString("x2", CultureInfo.InvariantCulture);

    /// <summary>What the common suffixes stand for (Microsoft's NetBIOS suffixes), or null.</summary>
    internal static string? Service(byte suffix) => suffix switch
    {
        0x00 => "workstation", 0x01 => "browser", 0x03 => "messenger", 0x06 => "remote access server", 0x1B => "domain master browser",
        0x1C => "domain controllers", 0x1D => "master browser", 0x1E => "browser elections", 0x1F => "network DDE", 0x20 => "file server",
        0x21 => "remote access client", 0xBE => "network monitor agent", 0xBF => "network monitor", _ => null,
    };
}
