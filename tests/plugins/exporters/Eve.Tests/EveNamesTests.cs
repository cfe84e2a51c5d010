using System.Text.Json;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Eve.Tests;

/// <summary>Names that Suricata has for what is called otherwise here.</summary>
public sealed class EveNamesTests
{
    [Theory]
    [InlineData("ftp_data", "ftp-data")]
    [InlineData("ftp", "ftp")]
    public void A_data_connection_of_ftp_has_a_name_of_its_own(string protocol, string expected)
    {
        var fact = new OpenFact(protocol, "any", [new("command", "RETR")], isTransaction: true);
        using JsonDocument line = JsonDocument.Parse(EveRun.Transaction(EveRun.Flow(Transport.Tcp, 50_000, "ftp", fact), fact));
        line.RootElement.GetProperty("event_type").GetString().ShouldBe(protocol);
        line.RootElement.GetProperty("app_proto").GetString().ShouldBe(expected);
    }
}
