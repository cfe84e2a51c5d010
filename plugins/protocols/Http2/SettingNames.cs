using System.Globalization;

namespace NetWatch.Plugins.Http2;

/// <summary>Names of settings (RFC 9113 §6.5.2, RFC 8441 §3, RFC 9218 §2.1).</summary>
static class SettingNames
{
    internal static string Name(ushort id) => id switch
    {
        1 => "HEADER_TABLE_SIZE",
        2 => "ENABLE_PUSH",
        3 => "MAX_CONCURRENT_STREAMS",
        4 => "INITIAL_WINDOW_SIZE",
        5 => "MAX_FRAME_SIZE",
        6 => "MAX_HEADER_LIST_SIZE",
        8 => "ENABLE_CONNECT_PROTOCOL",
        9 => "NO_RFC7540_PRIORITIES",
        _ => string.Create(CultureInfo.InvariantCulture, $"0x{id:x}"),
    };
}
