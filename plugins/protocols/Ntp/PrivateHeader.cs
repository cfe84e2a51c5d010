using System.Buffers.Binary;
using System.Globalization;

namespace NetWatch.Plugins.Ntp;

/// <summary>
/// A private message, mode 7: what the reference implementation answered its own control program (<c>ntp_request.h</c>). Its list of monitored
/// clients (<c>monlist</c>) is the classic amplifier.
/// </summary>
readonly ref struct PrivateHeader
{
    internal const int Length = 8;

    readonly ReadOnlySpan<byte> _bytes;

    /// <param name="bytes">The message, at least <see cref="Length"/> bytes.</param>
    internal PrivateHeader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    internal bool IsResponse => (_bytes[0] & 0x80) != 0;

    internal bool HasMore => (_bytes[0] & 0x40) != 0;

    internal int Version => _bytes[0] >> 3 & 7;

    internal bool IsAuthenticated => (_bytes[1] & 0x80) != 0;

    internal int Sequence => _bytes[1] & 0x7F;

    internal byte Implementation => _bytes[2];

    internal byte Request => _bytes[3];

    internal int Error => _bytes[4] >> 4;

    internal int Items => BinaryPrimitives.ReadUInt16BigEndian(_bytes[4..]) & 0xFFF;

    internal int ItemSize => BinaryPrimitives.ReadUInt16BigEndian(_bytes[6..]) & 0xFFF;

    internal static bool IsMessage(ReadOnlySpan<byte> bytes, bool isTruncated)
    {
        if (bytes.Length < Length) return isTruncated && bytes.Length >= 4;
        // Universal, old and new implementation number.
        if (bytes[2] is not (0 or 2 or 3) || (bytes[6] & 0xF0) != 0) return false;
        var header = new PrivateHeader(bytes);
        return isTruncated || !header.IsResponse || Length + header.Items * header.ItemSize <= bytes.Length;
    }

    internal static string RequestName(byte request) => request switch
    {
        0 => "peer_list", 1 => "peer_list_sum", 2 => "peer_info", 3 => "peer_stats", 4 => "sys_info", 5 => "sys_stats", 6 => "io_stats", 7 => "mem_stats",
        8 => "loop_info", 9 => "timer_stats", 10 => "config", 11 => "unconfig", 12 => "set_sys_flag", 13 => "clear_sys_flag", 16 => "get_restrict",
        17 => "add_restrict", 18 => "sub_restrict", 19 => "unrestrict", 20 => "mon_getlist", 21 => "reset_stats", 22 => "reset_peer", 28 => "auth_info",
        29 => "add_trap", 36 => "get_control", 37 => "get_kernel", 38 => "get_clock_info", 42 => "mon_getlist_1", 43 => "hostname_associd", 44 => "if_stats",
        45 => "if_reload", _ => request.ToString(CultureInfo.InvariantCulture),
    };

    internal static string ErrorName(int error) => error switch
    {
        0 => "none", 1 => "implementation", 2 => "request_code", 3 => "format", 4 => "no_data", 7 => "authentication", _ => error.ToString(CultureInfo.InvariantCulture),
    };
}
