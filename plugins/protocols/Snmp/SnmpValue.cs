using System.Globalization;
using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Snmp;

/// <summary>Values of variables as text.</summary>
static class SnmpValue
{
    /// <summary>Characters kept of one value.</summary>
    const int MaxText = 256;

    internal static string TypeName(byte tag) => tag switch
    {
        BerTag.Integer => "INTEGER", BerTag.OctetString => "OCTET STRING", BerTag.Null => "NULL", BerTag.ObjectId => "OBJECT IDENTIFIER", BerTag.IpAddress => "IpAddress",
        BerTag.Counter32 => "Counter32", BerTag.Gauge32 => "Gauge32", BerTag.TimeTicks => "TimeTicks", BerTag.Opaque => "Opaque", BerTag.Counter64 => "Counter64",
        0x80 => "noSuchObject", 0x81 => "noSuchInstance", 0x82 => "endOfMibView", _ => string.Create(CultureInfo.InvariantCulture, $"0x{tag:x2}"),
    };

    /// <summary>The value, or null where there is none to tell.</summary>
    internal static string? Text(BerValue value)
    {
        switch (value.Tag)
        {
            case BerTag.Null: return null;
            case 0x80 or 0x81 or 0x82: return TypeName(value.Tag);
            case BerTag.Integer: return value.Integer?.ToString(CultureInfo.InvariantCulture);
            case BerTag.Counter32 or BerTag.Gauge32 or BerTag.TimeTicks or BerTag.Counter64: return value.Unsigned?.ToString(CultureInfo.InvariantCulture);
            case BerTag.ObjectId: return ObjectId.Text(value.Content);
            case BerTag.IpAddress when value.Content.Length == 4: return NetAddress.FromBytes(value.Content).ToString();
            default: return Octets(value.Content);
        }
    }

    /// <summary>Text where it is printable (line ends included), else hex.</summary>
    internal static string Octets(ReadOnlySpan<byte> octets)
    {
        ReadOnlySpan<byte> kept = octets[..Math.Min(MaxText, octets.Length)];
        bool isText = true;
        foreach (byte value in kept) isText &= value is >= 0x20 and < 0x7F or (byte)'\r' or (byte)'\n' or (byte)'\t';
        string text = isText ? Encoding.ASCII.GetString(kept) : "0x" + WireBytes.Hex(kept[..Math.Min(MaxText / 4, kept.Length)]);
        bool isWhole = kept.Length == octets.Length && (isText || kept.Length <= MaxText / 4);
        return isWhole ? text : text + "…";
    }

    /// <summary>Error statuses (RFC 3416 §3).</summary>
    internal static string ErrorName(long status) => status switch
    {
        0 => "noError", 1 => "tooBig", 2 => "noSuchName", 3 => "badValue", 4 => "readOnly", 5 => "genErr", 6 => "noAccess", 7 => "wrongType", 8 => "wrongLength",
        9 => "wrongEncoding", 10 => "wrongValue", 11 => "noCreation", 12 => "inconsistentValue", 13 => "resourceUnavailable", 14 => "commitFailed", 15 => "undoFailed",
        16 => "authorizationError", 17 => "notWritable", 18 => "inconsistentName", _ => status.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Generic traps (RFC 1157 §4.1.6).</summary>
    internal static string TrapName(long generic) => generic switch
    {
        0 => "cold_start", 1 => "warm_start", 2 => "link_down", 3 => "link_up", 4 => "authentication_failure", 5 => "egp_neighbor_loss", 6 => "enterprise_specific",
        _ => generic.ToString(CultureInfo.InvariantCulture),
    };
}
