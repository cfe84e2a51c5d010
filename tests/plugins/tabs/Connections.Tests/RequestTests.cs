using System.Collections.Immutable;
using NetWatch.Sdk.Collection;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Testing.Collection;
using NetWatch.Sdk.Testing.Tabs;

namespace NetWatch.Plugins.Connections.Tests;

/// <summary>What collectors add to the connections.</summary>
public sealed class RequestTests
{
    readonly TestSnapshots _snapshots = new();
    readonly ConnectionsTab _tab;

    public RequestTests()
    {
        _snapshots.Set(SampleTraffic.Engine());
        _snapshots.Set(SampleTraffic.Flows());
        _tab = new ConnectionsTab(new CollectorTestContext());
    }

    string Draw(int width, int height)
    {
        var grid = new TestSurface(width, height);
        grid.Draw(_tab, _snapshots);
        return grid.ToText();
    }

    [Fact]
    public void An_address_is_shown_by_the_name_that_another_flow_has_told()
    {
        FlowRow nameless = SampleTraffic.Flows().Rows.First(row => row.ServerName is null && row.Record.Tuple.DestinationPort != 0);
        NetAddress address = nameless.Record.Tuple.Destination;
        _snapshots.Set(new NamesSnapshot
        {
            Version = 1, TakenAt = default,
            Names = ImmutableDictionary<NetAddress, HostName>.Empty.Add(address, new HostName("told.sample.test", NameOrigin.DnsAnswer)),
        });
        Draw(200, 60).ShouldContain("told.sample.test");
    }

    [Fact]
    public void The_details_say_where_the_server_is()
    {
        NetAddress server = SampleTraffic.Flows().Rows[0].Record.Tuple.Destination;
        var place = new GeoPlace { CountryCode = "DE", Country = "Germany", City = "Sampletown", AsNumber = 64_500, AsOrganization = "Sample Networks" };
        _snapshots.Set(new GeoSnapshot { Version = 1, TakenAt = default, Places = ImmutableDictionary<NetAddress, GeoPlace>.Empty.Add(server, place) });
        string list = Draw(200, 60);
        list.ShouldContain("Place");
        list.ShouldContain("DE Sampletown");
        _tab.OnKey(new KeyPress(Key.Enter));
        Draw(200, 60).ShouldContain("Sampletown, Germany · AS64500 Sample Networks");
    }

    [Theory]
    [InlineData('T', "traceroute"), InlineData('W', "whois")]
    public void A_key_asks_an_on_demand_collector_about_the_server_of_the_selected_flow(char key, string collector)
    {
        var requests = new AskedRequests();
        var tab = new ConnectionsTab(new CollectorTestContext { Requests = requests });
        var grid = new TestSurface(80, 24);
        tab.OnKey(new KeyPress(Key.Character, key));
        requests.Asked.ShouldBeEmpty();
        grid.Draw(tab, _snapshots);
        tab.OnKey(new KeyPress(Key.Character, key)).ShouldBeTrue();
        (string id, CollectionRequest request) = requests.Asked.ShouldHaveSingleItem();
        id.ShouldBe(collector);
        SampleTraffic.Flows().Rows.ShouldContain(row => row.Record.Tuple.Destination == request.Address && row.Record.Tuple.DestinationPort == request.Port);
    }
}
