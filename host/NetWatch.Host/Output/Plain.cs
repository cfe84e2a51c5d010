using System.Globalization;
using NetWatch.Engine.Dissection;
using NetWatch.Sdk.Packets;

namespace NetWatch.Host.Output;

/// <summary>Figures and names as people read them on the command line.</summary>
static class Plain
{
    internal static string Transport(Transport transport) => transport switch
    {
        Sdk.Packets.Transport.Tcp => "tcp",
        Sdk.Packets.Transport.Udp => "udp",
        _ => IpProtocolNames.Of((byte)transport).ToLowerInvariant(),
    };

    internal static string Endpoint(in NetAddress address, ushort port) =>
        port == 0 ? address.ToString()
        : address.IsIPv4 ? string.Create(CultureInfo.InvariantCulture, $"{address}:{port}")
        : string.Create(CultureInfo.InvariantCulture, $"[{address}]:{port}");

    /// <summary>Three significant digits and a decimal unit.</summary>
    internal static string Bytes(double bytes)
    {
        string[] units = ["B", "kB", "MB", "GB", "TB"];
        int unit = 0;
        while (bytes >= 999.5 && unit < units.Length - 1)
        {
            bytes /= 1000;
            unit++;
        }

        string figure = unit == 0 || bytes >= 100 ? bytes.ToString("F0", CultureInfo.InvariantCulture)
            : bytes.ToString(bytes >= 10 ? "F1" : "F2", CultureInfo.InvariantCulture);
        return $"{figure} {units[unit]}";
    }

    internal static string Duration(TimeSpan time) => time.TotalSeconds switch
    {
        < 0 => "0 s",
        < 0.001 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:F0} µs"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:F0} ms"),
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s"),
        < 6000 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:F0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:F1} h"),
    };

    /// <summary>Text from the wire without anything a terminal would obey.</summary>
    internal static string Clean(string text)
    {
        bool isClean = true;
        foreach (char c in text) isClean &= IsHarmless(c);
        if (isClean) return text;
        return string.Create(text.Length, text, (span, source) =>
        {
            for (int i = 0; i < span.Length; i++) span[i] = IsHarmless(source[i]) ? source[i] : '·';
        });
    }

    // Control characters move the cursor; bidirectional overrides make a name read as another.
    static bool IsHarmless(char c) =>
        c is (>= ' ' and < '\x7f') or (>= '\xa0' and not (>= '\u202a' and <= '\u202e') and not (>= '\u2066' and <= '\u2069') and not '\u2028' and not '\u2029');
}
