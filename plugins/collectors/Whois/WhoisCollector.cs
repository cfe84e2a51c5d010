using System.Collections.Immutable;
using System.Net.Sockets;
using System.Text.Json;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Plugins.Whois;

/// <summary>Asks registries who an address belongs to.</summary>
[OnDemandCollector("whois", typeof(WhoisSnapshot), Settings = ["rdap", "server"])]
public sealed class WhoisCollector(IPluginContext plugin) : IOnDemandCollector
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    readonly string _rdap = plugin.Settings?.Get("whois", "rdap") ?? "https://rdap.org/";
    readonly string _server = plugin.Settings?.Get("whois", "server") ?? "whois.iana.org";

    public void Run(CollectionRequest request, ICollectionReports reports, CancellationToken cancellation)
    {
        string title = $"Registration of {request.Address}";
        if (SpecialAddress.Describe(request.Address) is { } special)
        {
            Publish(reports, title, ReportState.Done, "", [new(null, $"{request.Address} is {special}: it is registered to nobody.")]);
            return;
        }

        if (!plugin.MayReachOut)
        {
            Publish(reports, title, ReportState.Failed, "",
                [new(null, "Whois tells a registry on the internet which address you ask for. It is off until you set network.egress to true in netwatch.json.", StyleRole.Warning)]);
            return;
        }

        Publish(reports, title, ReportState.Running, "", [new(null, $"Asking {_rdap} …", StyleRole.Muted)]);
        string? failure = TryRdap(request.Address, title, reports, cancellation);
        if (failure is null || cancellation.IsCancellationRequested) return;
        Publish(reports, title, ReportState.Running, "", [new(null, $"{failure} Asking {_server} …", StyleRole.Muted)]);
        TryWhois(request.Address, title, failure, reports, cancellation);
    }

    string? TryRdap(NetAddress address, string title, ICollectionReports reports, CancellationToken cancellation)
    {
        try
        {
            (string source, byte[] json) = RdapClient.Get(_rdap, address, Longest, cancellation);
            Publish(reports, title, ReportState.Done, source, [.. RdapText.Lines(json), new("source", source, StyleRole.Muted)]);
            return null;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or JsonException or OperationCanceledException or InvalidDataException or UriFormatException or InvalidOperationException)
        {
            return $"RDAP gave no answer ({error.Message}).";
        }
    }

    void TryWhois(NetAddress address, string title, string failure, ICollectionReports reports, CancellationToken cancellation)
    {
        try
        {
            (string source, ImmutableArray<ReportLine> lines) = WhoisClient.Ask(_server, address, Longest, cancellation);
            Publish(reports, title, ReportState.Done, source, [.. lines, new("source", source, StyleRole.Muted)]);
        }
        catch (Exception error) when (error is SocketException or IOException or OperationCanceledException or InvalidDataException)
        {
            Publish(reports, title, ReportState.Failed, "", [new(null, failure, StyleRole.Warning), new(null, $"WHOIS gave none either ({error.Message}).", StyleRole.Warning)]);
        }
    }

    static void Publish(ICollectionReports reports, string title, ReportState state, string source, ImmutableArray<ReportLine> lines) => reports.Publish(new WhoisSnapshot
    {
        Version = reports.NextVersion, TakenAt = reports.Time.GetUtcNow(), Title = title, State = state, Source = source, Lines = lines,
    });
}
