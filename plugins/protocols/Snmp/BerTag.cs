namespace NetWatch.Plugins.Snmp;

/// <summary>Tags of SNMP: universal ones, those of RFC 2578 §7.1, and of the PDUs (RFC 3416 §3, RFC 1157 §4.1).</summary>
static class BerTag
{
    internal const byte Integer = 0x02;
    internal const byte OctetString = 0x04;
    internal const byte Null = 0x05;
    internal const byte ObjectId = 0x06;
    internal const byte Sequence = 0x30;
    internal const byte IpAddress = 0x40;
    internal const byte Counter32 = 0x41;
    internal const byte Gauge32 = 0x42;
    internal const byte TimeTicks = 0x43;
    internal const byte Opaque = 0x44;
    internal const byte Counter64 = 0x46;

    internal const byte GetRequest = 0xA0;
    internal const byte Response = 0xA2;
    internal const byte TrapV1 = 0xA4;
    internal const byte GetBulk = 0xA5;
    internal const byte Inform = 0xA6;
    internal const byte TrapV2 = 0xA7;
    internal const byte Report = 0xA8;

    internal static bool IsPdu(byte tag) => tag is >= GetRequest and <= Report;

    /// <summary>As EVE writes them.</summary>
    internal static string PduName(byte tag) => tag switch
    {
        GetRequest => "get_request", 0xA1 => "get_next_request", Response => "response", 0xA3 => "set_request", TrapV1 => "trap_v1", GetBulk => "get_bulk_request",
        Inform => "inform_request", TrapV2 => "trap_v2", Report => "report", _ => "unknown",
    };
}
