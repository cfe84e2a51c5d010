using System.Globalization;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Connections;

/// <summary>Who is at the own end of a flow and what the kernel measures of its socket, as lines of the detail panel.</summary>
static class OwnerLines
{
    internal static void Add(List<DetailLine> lines, in FlowKnowledge known)
    {
        ConnectionRow? connection = known.Connection;
        AddProcess(lines, "Process", connection?.ClientProcess ?? known.Process);
        if (connection is { ClientProcess: not null, ServerProcess: not null }) AddProcess(lines, "Process of the server", connection.ServerProcess);
        if (connection?.Socket is { } socket) AddSocket(lines, socket);
    }

    static void AddProcess(List<DetailLine> lines, string heading, SocketOwner? owner)
    {
        if (owner is null) return;
        ProcessIdentity process = owner.Process;
        lines.Add(new DetailLine(0, heading, null, StyleRole.Heading));
        Line(lines, "process", string.Create(CultureInfo.InvariantCulture, $"{process.Name} ({process.Pid})"));
        Line(lines, "evidence", $"{owner.Evidence.Word()}, by {owner.Source}", owner.Evidence >= AttributionEvidence.Listener ? StyleRole.Default : StyleRole.Warning);
        Line(lines, "executable", process.Executable);
        Line(lines, "command", process.CommandLine);
        Line(lines, "user", process.UserName ?? (process.UserId >= 0 ? process.UserId.ToString(CultureInfo.InvariantCulture) : null));
        Line(lines, "container", process.Container);
        Line(lines, "unit", process.Unit);
        if (!process.Parents.IsDefaultOrEmpty) Line(lines, "parents", string.Join(" ‹ ", process.Parents.Select(each => $"{each.Name} {each.Pid}")));
    }

    static void AddSocket(List<DetailLine> lines, SocketRow socket)
    {
        lines.Add(new DetailLine(0, socket.EndedAt is null ? "Socket" : "Socket, as it ended", null, StyleRole.Heading));
        Line(lines, "state", socket.State.ToString().ToLowerInvariant());
        Line(lines, "queues", string.Create(CultureInfo.InvariantCulture, $"{socket.ReceiveQueue:N0} B to read, {socket.SendQueue:N0} B not acknowledged"));
        if (socket.Tcp is not { } tcp) return;
        Line(lines, "kernel RTT", $"{Span(tcp.RoundTrip)} ± {Span(tcp.RoundTripVariation)}, least {Span(tcp.MinRoundTrip)}");
        string threshold = tcp.SlowStartThreshold >= int.MaxValue ? "not set" : tcp.SlowStartThreshold.ToString(CultureInfo.InvariantCulture);
        Line(lines, "window", string.Create(CultureInfo.InvariantCulture, $"{tcp.CongestionWindow} segments of {tcp.SendMss} B, threshold {threshold}"));
        Line(lines, "acknowledged", string.Create(CultureInfo.InvariantCulture, $"{tcp.BytesAcknowledged:N0} B, received {tcp.BytesReceived:N0} B"));
        if (tcp.Retransmissions > 0)
            Line(lines, "sent again", string.Create(CultureInfo.InvariantCulture, $"{tcp.Retransmissions:N0} segments"), StyleRole.Warning);
    }

    static void Line(List<DetailLine> lines, string label, string? value, StyleRole role = StyleRole.Default)
    {
        if (!string.IsNullOrEmpty(value)) lines.Add(new DetailLine(1, label, value, role));
    }

    static string Span(TimeSpan span)
    {
        Span<char> buffer = stackalloc char[Units.MaxLength];
        return Units.Duration(span, buffer).ToString();
    }
}
