using System.Text.Json;

namespace NetWatch.Host.Tests.EndToEnd;

/// <summary><c>--ja4-db</c> from outside, over a capture of real clients.</summary>
public sealed class Ja4DatabaseRunTests : IDisposable
{
    const string Curl = "t13d3112h2_e8f1e7e78f70_b26ce05bbdd6";

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static string Capture => Path.Combine(AppContext.BaseDirectory, "Samples", "mixed.pcap");

    string Database(string text)
    {
        File.WriteAllText(_folder["names.csv"], text);
        return _folder["names.csv"];
    }

    [Fact]
    public void A_known_client_is_named_with_its_source_in_eve_and_found_by_the_filter()
    {
        string database = Database($"Application,ja4\nA real client,{Curl}\n");
        var run = NetWatchProcess.Run("read", "-o", "eve", "--ja4-db", database, "-f", "tls.ja4_app ~ \"real\"", Capture);

        run.Code.ShouldBe(0, run.Error);
        JsonElement[] flows = [.. run.Lines.Select(line => JsonDocument.Parse(line).RootElement).Where(line => line.GetProperty("event_type").GetString() == "flow")];
        flows.ShouldNotBeEmpty();
        flows.ShouldAllBe(flow => flow.GetProperty("tls").GetProperty("ja4").GetString() == Curl);
        flows.ShouldAllBe(flow => flow.GetProperty("tls").GetProperty("ja4_app_source").GetString() == "names.csv");
    }

    [Fact]
    public void Table_and_summary_name_it_too()
    {
        string database = Database($"Application,ja4\nA real client,{Curl}\n");
        NetWatchProcess.Run("read", "--ja4-db", database, Capture).Output.ShouldContain("{A real client}");
        NetWatchProcess.Run("read", "-o", "summary", "--ja4-db", database, Capture).Output.ShouldContain("Clients by JA4");
    }

    [Fact]
    public void The_configuration_can_name_the_database_and_a_wrong_one_is_told()
    {
        string database = Database("nothing\n");
        File.WriteAllText(_folder["netwatch.json"], JsonSerializer.Serialize(new { ja4 = new { database } }));
        var run = NetWatchProcess.Run("read", "--config", _folder["netwatch.json"], Capture);

        run.Code.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain("names.csv:1: the first line names no column ja4");
    }
}
