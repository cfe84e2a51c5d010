using System.Collections.Immutable;
using System.Globalization;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Traceroute;

/// <summary>Finds the way to a host.</summary>
[OnDemandCollector("traceroute", typeof(TracerouteSnapshot))]
public sealed class TracerouteCollector(IPluginContext plugin) : IOnDemandCollector
{
    static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(200);

    public void Run(CollectionRequest request, ICollectionReports reports, CancellationToken cancellation)
    {
        string title = $"Route to {request.Address}{(request.Name is { Length: > 0 and <= 64 } name ? $" ({name})" : "")}";
        if (!OperatingSystem.IsLinux())
        {
            Refuse(reports, title, "The way is found through the error queues of Linux; there are none on this system.");
            return;
        }

        if (request.Address.IsNone || request.Address.IsMulticastOrBroadcast)
        {
            Refuse(reports, title, "There is no single host to find a way to.");
            return;
        }

        ProbeKind kind = request.Transport switch
        {
            Transport.Tcp when request.Port != 0 => ProbeKind.Tcp,
            Transport.Icmp or Transport.IcmpV6 => ProbeKind.Icmp,
            _ => ProbeKind.Udp,
        };
        if (Trace(request, kind, title, reports, cancellation) || kind == ProbeKind.Udp || cancellation.IsCancellationRequested) return;
        Trace(request, ProbeKind.Udp, title, reports, cancellation);
    }

    // Returns whether the target has answered.
    bool Trace(CollectionRequest request, ProbeKind kind, string title, ICollectionReports reports, CancellationToken cancellation)
    {
        using var trace = new RouteTrace(request.Address, request.Port, kind, cancellation);
        if (!trace.IsGranted) return false;
        long reported = 0;
        trace.Run(() =>
        {
            if (reported != 0 && reports.Time.GetElapsedTime(reported) < BetweenReports) return;
            reported = reports.Time.GetTimestamp();
            Report(request, kind, title, trace, ReportState.Running, reports);
        });
        bool isLast = trace.HasReached || kind == ProbeKind.Udp;
        Report(request, kind, title, trace, isLast ? ReportState.Done : ReportState.Running, reports);
        return trace.HasReached;
    }

    void Report(CollectionRequest request, ProbeKind kind, string title, RouteTrace trace, ReportState state, ICollectionReports reports)
    {
        ImmutableArray<RouteHop> hops = [.. trace.Hops()];
        reports.Publish(new TracerouteSnapshot
        {
            Version = reports.NextVersion,
            TakenAt = reports.Time.GetUtcNow(),
            Title = title,
            State = state,
            Target = request.Address,
            Method = kind switch { ProbeKind.Tcp => ProbeMethod.Tcp, ProbeKind.Icmp => ProbeMethod.Icmp, _ => ProbeMethod.Udp },
            Hops = hops,
            HasReached = trace.HasReached,
            Lines = Lines(hops, kind, request, trace.HasReached, state),
        });
    }

    ImmutableArray<ReportLine> Lines(ImmutableArray<RouteHop> hops, ProbeKind kind, CollectionRequest request, bool hasReached, ReportState state)
    {
        NamesSnapshot? names = plugin.Snapshots.Get<NamesSnapshot>();
        GeoSnapshot? geo = plugin.Snapshots.Get<GeoSnapshot>();
        var lines = ImmutableArray.CreateBuilder<ReportLine>(hops.Length + 3);
        string by = kind switch { ProbeKind.Tcp => $"TCP handshakes to port {request.Port}", ProbeKind.Icmp => "ICMP echo", _ => "UDP datagrams" };
        lines.Add(new ReportLine("by", by, StyleRole.Muted));
        lines.Add(new ReportLine("hop", string.Create(CultureInfo.InvariantCulture, $"{"address",-39} {"loss",5} {"best",7} {"mean",7} {"worst",7}"), StyleRole.Heading));
        foreach (RouteHop hop in hops)
        {
            lines.Add(new ReportLine(hop.Distance.ToString(CultureInfo.InvariantCulture), HopText(hop), hop.Answered == 0 ? StyleRole.Muted : StyleRole.Default));
            if (hop.Answered > 0 && MoreOf(hop, names, geo) is { Length: > 0 } more) lines.Add(new ReportLine("", "  " + more, StyleRole.Muted));
        }

        if (state != ReportState.Running && !hasReached) lines.Add(new ReportLine(null, "The target itself has not answered; a filter may swallow the probes.", StyleRole.Warning));
        return lines.ToImmutable();
    }

    static string HopText(in RouteHop hop) => hop.Answered == 0
        ? "no answer"
        : string.Create(CultureInfo.InvariantCulture, $"{hop.Address,-39} {hop.Loss,5:P0} {Span(hop.Best),7} {Span(hop.Mean),7} {Span(hop.Worst),7}");

    static string MoreOf(in RouteHop hop, NamesSnapshot? names, GeoSnapshot? geo)
    {
        var parts = new List<string>();
        if (names?.Find(hop.Address) is { } name) parts.Add(name);
        if (geo?.Find(hop.Address) is { } place)
        {
            if (place.AsNumber > 0) parts.Add($"AS{place.AsNumber} {place.AsOrganization}");
            if (place.CountryCode.Length > 0) parts.Add($"{place.City} {place.CountryCode}".Trim());
        }

        if (!hop.Other.IsNone) parts.Add($"also {hop.Other}");
        return string.Join(" · ", parts);
    }

    static string Span(TimeSpan span)
    {
        Span<char> buffer = stackalloc char[Units.MaxLength];
        return Units.Duration(span, buffer).ToString();
    }

    static void Refuse(ICollectionReports reports, string title, string sentence) => reports.Publish(new TracerouteSnapshot
    {
        Version = reports.NextVersion, TakenAt = reports.Time.GetUtcNow(), Title = title, State = ReportState.Failed, Lines = [new(null, sentence, StyleRole.Warning)],
    });
}
