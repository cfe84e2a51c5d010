using System.Globalization;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Eve;

/// <summary>The words of EVE for protocols, states and reasons.</summary>
static class EveNames
{
    static readonly string[] TcpFlags = ["fin", "syn", "rst", "psh", "ack", "urg", "ecn", "cwr"];

    internal static string Protocol(Transport transport) => transport switch
    {
        Transport.Tcp => "TCP",
        Transport.Udp => "UDP",
        Transport.Icmp => "ICMP",
        Transport.IcmpV6 => "IPv6-ICMP",
        Transport.Sctp => "SCTP",
        (Transport)2 => "IGMP",
        (Transport)47 => "GRE",
        (Transport)50 => "ESP",
        (Transport)51 => "AH",
        _ => ((byte)transport).ToString("D3", CultureInfo.InvariantCulture),
    };

    internal static string State(in FlowRecord flow) => flow.TcpState switch
    {
        TcpState.SynSent or TcpState.SynReceived => "new",
        TcpState.Closed or TcpState.Reset => "closed",
        TcpState.None => flow.PacketsToClient > 0 ? "established" : "new",
        _ => "established",
    };

    internal static string Reason(FlowEndReason reason) => reason switch
    {
        FlowEndReason.Timeout => "timeout",
        FlowEndReason.Evicted => "forced",
        FlowEndReason.CaptureEnded => "shutdown",
        FlowEndReason.Closed => "closed",
        _ => "unknown",
    };

    internal static string Tcp(TcpState state) => state switch
    {
        TcpState.SynSent => "syn_sent",
        TcpState.SynReceived => "syn_recv",
        TcpState.Established => "established",
        TcpState.Closing => "fin_wait1",
        TcpState.Closed => "closed",
        TcpState.Reset => "closed",
        _ => "none",
    };

    internal static string TcpFlag(int bit) => TcpFlags[bit];
}
