using System.Globalization;
using System.Text;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Eve;

/// <summary>The words of EVE for protocols, states and reasons.</summary>
static class EveNames
{
    internal static ReadOnlySpan<byte> Protocol(Transport transport) => transport switch
    {
        Transport.Tcp => "TCP"u8,
        Transport.Udp => "UDP"u8,
        Transport.Icmp => "ICMP"u8,
        Transport.IcmpV6 => "IPv6-ICMP"u8,
        Transport.Sctp => "SCTP"u8,
        (Transport)2 => "IGMP"u8,
        (Transport)47 => "GRE"u8,
        (Transport)50 => "ESP"u8,
        (Transport)51 => "AH"u8,
        _ => Encoding.ASCII.GetBytes(((byte)transport).ToString("D3", CultureInfo.InvariantCulture)),
    };

    /// <summary>The label of a flow. Suricata, and so the rules of those who read EVE, have a name of their own for data connections of FTP.</summary>
    internal static string App(in FlowRecord flow)
    {
        if (flow.App is not "ftp") return flow.App!;
        for (int i = 0; i < flow.Facts.Count; i++)
        {
            if (flow.Facts[i].Protocol == "ftp_data") return "ftp-data";
        }

        return flow.App;
    }

    internal static ReadOnlySpan<byte> State(in FlowRecord flow) => flow.TcpState switch
    {
        TcpState.SynSent or TcpState.SynReceived => "new"u8,
        TcpState.Closed or TcpState.Reset => "closed"u8,
        TcpState.None => flow.PacketsToClient > 0 ? "established"u8 : "new"u8,
        _ => "established"u8,
    };

    internal static ReadOnlySpan<byte> Reason(FlowEndReason reason) => reason switch
    {
        FlowEndReason.Timeout => "timeout"u8,
        FlowEndReason.Evicted => "forced"u8,
        FlowEndReason.CaptureEnded => "shutdown"u8,
        FlowEndReason.Closed => "closed"u8,
        _ => "unknown"u8,
    };

    internal static ReadOnlySpan<byte> Tcp(TcpState state) => state switch
    {
        TcpState.SynSent => "syn_sent"u8,
        TcpState.SynReceived => "syn_recv"u8,
        TcpState.Established => "established"u8,
        TcpState.Closing => "fin_wait1"u8,
        TcpState.Closed => "closed"u8,
        TcpState.Reset => "closed"u8,
        _ => "none"u8,
    };

    internal static ReadOnlySpan<byte> TcpFlag(int bit) => bit switch
    {
        0 => ",\"fin\":true"u8,
        1 => ",\"syn\":true"u8,
        2 => ",\"rst\":true"u8,
        3 => ",\"psh\":true"u8,
        4 => ",\"ack\":true"u8,
        5 => ",\"urg\":true"u8,
        6 => ",\"ecn\":true"u8,
        _ => ",\"cwr\":true"u8,
    };
}
