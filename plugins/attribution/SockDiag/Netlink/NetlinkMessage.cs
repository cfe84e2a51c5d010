namespace NetWatch.Plugins.SockDiag.Netlink;

/// <summary>One message of netlink(7).</summary>
public readonly ref struct NetlinkMessage(int type, ReadOnlySpan<byte> payload)
{
    public const int Error = 2, Done = 3, SocketByFamily = 20;

    public int Type { get; } = type;

    public ReadOnlySpan<byte> Payload { get; } = payload;
}
