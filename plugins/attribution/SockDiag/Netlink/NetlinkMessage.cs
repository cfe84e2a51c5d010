namespace NetWatch.Plugins.SockDiag.Netlink;

/// <summary>One message of netlink(7).</summary>
internal readonly ref struct NetlinkMessage(int type, ReadOnlySpan<byte> payload)
{
    internal const int Error = 2, Done = 3, SocketByFamily = 20;

    internal int Type { get; } = type;

    internal ReadOnlySpan<byte> Payload { get; } = payload;
}
