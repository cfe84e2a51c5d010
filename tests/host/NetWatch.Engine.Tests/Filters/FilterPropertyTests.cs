using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using NetWatch.Engine.Filters;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Plugins;
using static NetWatch.Engine.Tests.Filters.FilterSamples;

namespace NetWatch.Engine.Tests.Filters;

public sealed class FilterPropertyTests
{
    static readonly string[] Terms =
    [
        "tls", "\"a b\"", "\"q\\\"\\\\\\x07\"", "10.0.0.0/8", "2001:db8::1", "ip:10.1.2.3", "src != 10.0.0.0/8", "dst in {10.9.9.9 192.0.2.0/24}", "port:443",
        "port != 443", "dport in {53 8000-9000}", "bytes > 1M", "duration <= 5.5", "rtt >= 1k", "vlan == 0", "proto:tcp", "proto != udp", "app:tls", "app:none",
        "state:established", "tunneled:true", "guess != true", "name:example", "name ~ \"^a\\\\.\\\"?\"", "tls.sni:www", "http.status >= 400",
        "dns.queries.rrname != b.test", "acme-proto.tags == x", "http.url:/a?b=c&d", "name == \"\"",
    ];

    static readonly FlowRecord[] Flows = [Tls, Dns, Proxied, Unknown];

    static Arbitrary<string> Expressions() => Gen.Sized(Expression).ToArbitrary();

    static Gen<string> Expression(int size) => size <= 1
        ? Gen.Elements(Terms)
        : Gen.OneOf(
            Gen.Elements(Terms),
            Expression(Math.Min(size, 24) / 2).Select(part => $"not {part}"),
            Expression(Math.Min(size, 24) / 2).Select(part => $"!({part})"),
            Combined(size, " and "), Combined(size, "||"));

    static Gen<string> Combined(int size, string sign) =>
        Expression(Math.Min(size, 24) / 2).SelectMany(left => Expression(Math.Min(size, 24) / 2).Select(right => $"({left}){sign}{right}"));

    // Pieces of the language in any order find more than letters at random.
    static Arbitrary<string> Soup() => Gen.Elements(
            [.. Terms, "(", ")", "{", "}", "!", "not", "and", "or", "&&", "|", "&", ":", "==", "=", "~", "<", "in", "contains", "\"", "\\", "1-", "-", "port", "\0", "\ud800", "💥", ","])
        .ListOf().Select(parts => string.Join(' ', parts)).ToArbitrary();

    [Fact]
    public void Any_text_compiles_or_has_an_error_inside_it()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(Soup(), CompilesOrPointsInside));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(ArbMap.Default.ArbFor<string>().Filter(text => text is not null), CompilesOrPointsInside));
    }

    [Fact]
    public void What_a_filter_prints_compiles_to_the_same_filter() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Expressions(), expression =>
        {
            IFlowFilter once = Compile(expression);
            IFlowFilter twice = Compile(once.ToString()!);
            twice.ToString().ShouldBe(once.ToString());
            foreach (FlowRecord flow in Flows) twice.Matches(flow).ShouldBe(once.Matches(flow), expression);
        }));

    [Fact]
    public void De_morgan_holds() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Expressions(), Expressions(), (left, right) =>
        {
            IFlowFilter neither = Compile($"not (({left}) or ({right}))"), bothNot = Compile($"not ({left}) and not ({right})");
            IFlowFilter notBoth = Compile($"not (({left}) and ({right}))"), eitherNot = Compile($"not ({left}) or not ({right})");
            foreach (FlowRecord flow in Flows)
            {
                neither.Matches(flow).ShouldBe(bothNot.Matches(flow));
                notBoth.Matches(flow).ShouldBe(eitherNot.Matches(flow));
            }

            neither.Matches(TlsPacket).ShouldBe(bothNot.Matches(TlsPacket));
            neither.Matches(Arp).ShouldBe(bothNot.Matches(Arp));
        }));

    static void CompilesOrPointsInside(string text)
    {
        if (new FilterCompiler().TryCompile(text, out IFlowFilter? filter, out string? error))
        {
            filter.ShouldNotBeNull().Matches(Tls);
            filter.Matches(TlsPacket);
            return;
        }

        string position = Regex.Match(error.ShouldNotBeNull(), @"^Filter, character (?<at>\d+): .+\.$", RegexOptions.Singleline | RegexOptions.NonBacktracking).Groups["at"].Value;
        int.Parse(position, CultureInfo.InvariantCulture).ShouldBeInRange(1, text.Length + 1);
    }
}
