using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using static NetWatch.Plugins.Http.Tests.Http;

namespace NetWatch.Plugins.Http.Tests;

public sealed class HttpClassifierTests
{
    [Fact]
    public void Garbage_from_the_client_waits_for_the_answer_on_a_web_port()
    {
        Run(Client("\u0001\u0002garbage"), Server("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")).App.ShouldBe("http");
        Run(Client("\u0001\u0002garbage"), Server("\u0003\u0004more")).App.ShouldBeNull();
    }

    [Theory]
    [InlineData("GET /path-that-was-cu", true)]
    [InlineData("HTTP/1.1", true)]
    [InlineData("HT", false)]
    [InlineData("HTTP/1.1 2", true)]
    public void A_cut_start_line_is_judged_by_what_is_there(string text, bool matches) =>
        Classify(text, isTruncated: true).IsMatch.ShouldBe(matches);

    [Theory]
    [InlineData("G")]
    [InlineData("GET")]
    [InlineData("GET / HTTP/1.")]
    [InlineData("HTT")]
    [InlineData("\r\n")]
    public void Too_few_bytes_ask_for_more(string text) => Classify(text, isTruncated: false).IsUndecided.ShouldBeTrue();

    [Fact]
    public void A_method_without_end_is_given_up() => Classify(new string('A', 33), isTruncated: false).ShouldBe(Classification.NoMatch);

    [Fact]
    public void A_text_without_end_is_given_up_at_the_limit()
    {
        Classify("WHATEVER " + new string('x', 5000), isTruncated: false).ShouldBe(Classification.NoMatch);
    }

    static Classification Classify(string text, bool isTruncated) => new HttpClassifier().Classify(new FlowPrefix
    {
        Transport = Transport.Tcp,
        InitiatorPort = 40000,
        ResponderPort = 8123,
        Direction = FlowDirection.FromInitiator,
        Bytes = System.Text.Encoding.Latin1.GetBytes(text),
        IsTruncated = isTruncated,
    });
}
