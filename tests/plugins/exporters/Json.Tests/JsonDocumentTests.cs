using System.Text.Json;
using NetWatch.Plugins.Eve.Tests;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Json.Tests;

/// <summary>The document, as a program that reads it sees it.</summary>
public sealed class JsonDocumentTests
{
    static readonly Timestamp Start = new(1_767_225_600_000_000_000);

    [Fact]
    public void A_capture_without_flows_is_a_whole_document()
    {
        using JsonDocument document = Export();
        document.RootElement.GetProperty("capture").GetString().ShouldBe("test.pcap");
        document.RootElement.GetProperty("flows").GetArrayLength().ShouldBe(0);
        document.RootElement.GetProperty("totals").GetProperty("packets").GetInt64().ShouldBe(0);
        document.RootElement.GetProperty("totals").TryGetProperty("first_packet", out _).ShouldBeFalse();
    }

    [Fact]
    public void A_flow_has_both_ends_its_times_its_end_and_its_facts()
    {
        JsonElement flow = Export(Flow("example.org")).RootElement.GetProperty("flows")[0];
        flow.GetProperty("transport").GetString().ShouldBe("tcp");
        flow.GetProperty("initiator").GetProperty("address").GetString().ShouldBe("192.0.2.1");
        flow.GetProperty("responder").GetProperty("port").GetInt32().ShouldBe(80);
        flow.GetProperty("app").GetString().ShouldBe("http");
        flow.GetProperty("ended_by").GetString().ShouldBe("capture_ended");
        JsonElement fact = flow.GetProperty("facts")[0];
        fact.GetProperty("kind").GetString().ShouldBe("exchange");
        fact.GetProperty("values").GetProperty("hostname").GetString().ShouldBe("example.org");
    }

    [Fact]
    public void Members_of_an_array_have_no_name_whatever_a_fact_calls_them()
    {
        JsonElement flow = Export(Flow("x") with { Facts = [new NamedElements()] }).RootElement.GetProperty("flows")[0];
        flow.GetProperty("facts")[0].GetProperty("values").GetProperty("list").EnumerateArray().Select(each => each.GetProperty("n").GetInt32()).ShouldBe([0, 1]);
    }

    [Fact]
    public void A_guess_is_not_written_as_a_fact()
    {
        JsonElement flow = Export(Flow("x") with { IsGuess = true }).RootElement.GetProperty("flows")[0];
        flow.GetProperty("app_guess").GetString().ShouldBe("http");
        flow.TryGetProperty("app", out _).ShouldBeFalse();
    }

    [Fact]
    public void Hostile_text_stays_text()
    {
        Host("\"}],\"totals\":{").ShouldBe("\"}],\"totals\":{");
        Host("\0\u001b[2J\u007f").ShouldBe("\0\u001b[2J\u007f");
        Host("\ud800x\udc00").ShouldBe("\ufffdx\ufffd");
    }

    static string? Host(string sent) => Export(Flow(sent)).RootElement.GetProperty("flows")[0]
        .GetProperty("facts")[0].GetProperty("values").GetProperty("hostname").GetString();

    [Fact]
    public void An_export_that_was_broken_off_is_not_closed_as_if_it_were_whole()
    {
        using var output = new MemoryStream();
        using (IExportSession session = Open(output)) session.OnFlow(Flow("x"));
        Should.Throw<JsonException>(() => JsonDocument.Parse(output.ToArray()));
    }

    static FlowRecord Flow(string host) => new()
    {
        Id = 7,
        Tuple = new FiveTuple(Transport.Tcp, NetAddress.FromIPv4(0xC000_0201), 40000, NetAddress.FromIPv4(0xC633_6401), 80),
        Start = Start,
        End = Start,
        App = "http",
        EndReason = FlowEndReason.CaptureEnded,
        Facts = [new HttpExchange { Method = "GET", Host = host }],
    };

    static IExportSession Open(Stream output) => new JsonExporter().Open(new ExportTarget { Output = output, CaptureName = "test.pcap" });

    static JsonDocument Export(params FlowRecord[] flows)
    {
        using var output = new MemoryStream();
        using (IExportSession session = Open(output))
        {
            foreach (FlowRecord flow in flows) session.OnFlow(flow);
            session.OnEnd(default);
        }

        return JsonDocument.Parse(output.ToArray());
    }
}
