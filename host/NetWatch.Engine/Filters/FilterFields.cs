using System.Text.RegularExpressions;
using NetWatch.Sdk.Export;

namespace NetWatch.Engine.Filters;

/// <summary>The fields of the language, and what each takes as a value.</summary>
static class FilterFields
{
    const int LongestRegex = 512;

    delegate FilterNode Maker(int start, string name, FilterOperator filterOperator, FilterValue[] values);

    static readonly Dictionary<string, (Maker Make, string Example)> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ip"] = (Address(AddressField.Either), "ip:10.0.0.0/8"),
        ["src"] = (Address(AddressField.Source), "src:192.0.2.1"),
        ["dst"] = (Address(AddressField.Destination), "dst:192.0.2.1"),
        ["port"] = (Number(NumberField.Port), "port:443"),
        ["sport"] = (Number(NumberField.SourcePort), "sport:1024-65535"),
        ["dport"] = (Number(NumberField.DestinationPort), "dport:{80 443}"),
        ["bytes"] = (Number(NumberField.Bytes), "bytes > 1M"),
        ["packets"] = (Number(NumberField.Packets), "packets >= 10"),
        ["duration"] = (Number(NumberField.Duration), "duration > 60"),
        ["rtt"] = (Number(NumberField.RoundTripTime), "rtt > 100"),
        ["retransmissions"] = (Number(NumberField.Retransmissions), "retransmissions > 0"),
        ["len"] = (Number(NumberField.Length), "len > 1000"),
        ["vlan"] = (Number(NumberField.Vlan), "vlan:42"),
        ["proto"] = (Protocol, "proto:tcp"),
        ["app"] = (App, "app:tls"),
        ["state"] = (State, "state:established"),
        ["name"] = (Name, "name:example.org"),
        ["process"] = (Process, "process:curl"),
        ["pid"] = (ProcessField("pid"), "pid:1234"),
        ["uid"] = (ProcessField("uid"), "uid:1000"),
        ["user"] = (ProcessField("user"), "user:www-data"),
        ["container"] = (ProcessField("container"), "container:3f4e"),
        ["unit"] = (ProcessField("unit"), "unit:nginx.service"),
        ["tunneled"] = (Flag, "tunneled:true"),
        ["guess"] = (Flag, "guess:false"),
        ["decrypted"] = (Flag, "decrypted:true"),
    };

    internal static bool IsKnown(string name) => Known.ContainsKey(name);

    internal static string Example(string name) => Known[name].Example;

    internal static FilterNode Compile(int start, string name, FilterOperator filterOperator, FilterValue[] values)
    {
        if (Known.TryGetValue(name, out (Maker Make, string Example) field)) return field.Make(start, name, filterOperator, values);
        // Protocols of other makers bring fields of their own, which can't be known here.
        if (name.StartsWith("process.", StringComparison.OrdinalIgnoreCase)) return ProcessField(name[8..])(start, name, filterOperator, values);
        if (name.Contains('.', StringComparison.Ordinal)) return Fact(start, name, filterOperator, values);
        throw new FilterSyntaxException(
            start, $"'{name}' is no field: expected one of {string.Join(", ", Known.Keys)}, or a field of a protocol such as tls.sni");
    }

    static Maker Address(AddressField field) => (start, name, filterOperator, values) =>
    {
        bool isNegated = IsNegated(start, name, filterOperator, Known[name].Example);
        AddressRange[] ranges = Parse<AddressRange>(
            values, static (string text, out AddressRange range) => AddressRange.TryParse(text, out range), "an address or a prefix such as 10.0.0.0/8");
        return new AddressNode(field, isNegated, ranges, Text(name, filterOperator, values));
    };

    static Maker Number(NumberField field) => (start, name, filterOperator, values) =>
    {
        if (filterOperator is FilterOperator.Regex or FilterOperator.Contains)
            throw new FilterSyntaxException(start, $"'{name}' is a number: expected one of : == != < <= > >= in, as in {Known[name].Example}");
        var ranges = new (double Low, double High)[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (!values[i].TryNumber(out ranges[i].Low, out ranges[i].High))
                throw new FilterSyntaxException(values[i].Position, $"expected a number or a range such as 1000-2000, but found '{values[i].Text}'");
            if (FilterOperators.IsOrder(filterOperator) && ranges[i].Low < ranges[i].High)
                throw new FilterSyntaxException(values[i].Position, $"expected one number after '{FilterOperators.Name(filterOperator)}', not a range");
        }

        return new NumberNode(field, new NumberTest(filterOperator, ranges), Text(name, filterOperator, values));
    };

    static ProtocolNumberNode Protocol(int start, string name, FilterOperator filterOperator, FilterValue[] values) => new(
        IsNegated(start, name, filterOperator, Example(name)),
        Parse<int>(values, ProtocolNumberNode.TryParse, "tcp, udp, icmp, icmpv6, sctp, arp or another protocol name, or a number up to 255"),
        Text(name, filterOperator, values));

    static StateNode State(int start, string name, FilterOperator filterOperator, FilterValue[] values) => new(
        IsNegated(start, name, filterOperator, Example(name)),
        Parse<TcpState>(values, StateNode.TryParse, "syn_sent, syn_received, established, closing, closed or reset"),
        Text(name, filterOperator, values));

    static AppNode App(int start, string name, FilterOperator filterOperator, FilterValue[] values) => new(
        IsNegated(start, name, filterOperator, Example(name)), [.. values.Select(static value => value.Text)], Text(name, filterOperator, values));

    static NameNode Name(int start, string name, FilterOperator filterOperator, FilterValue[] values) =>
        new(TestOf(filterOperator, values), Text(name, filterOperator, values));

    static ProcessNode Process(int start, string name, FilterOperator filterOperator, FilterValue[] values) =>
        new(null, TestOf(filterOperator, values), Text(name, filterOperator, values));

    static Maker ProcessField(string field) => (start, name, filterOperator, values) =>
        new ProcessNode(field.Split('.'), TestOf(filterOperator, values), Text(name, filterOperator, values));

    static FlagNode Flag(int start, string name, FilterOperator filterOperator, FilterValue[] values)
    {
        bool isNegated = IsNegated(start, name, filterOperator, Example(name));
        if (values.Length != 1 || !values[0].TryFlag(out bool wanted)) throw new FilterSyntaxException(values[0].Position, "expected true or false");
        return new FlagNode(name.ToLowerInvariant(), wanted != isNegated, Text(name, filterOperator, values));
    }

    static FactNode Fact(int start, string name, FilterOperator filterOperator, FilterValue[] values)
    {
        string[] path = FieldAliases.Resolve(name).Split('.');
        return new FactNode(path[0], path[1..], TestOf(filterOperator, values), Text(name, filterOperator, values));
    }

    static TextTest TestOf(FilterOperator filterOperator, FilterValue[] values) =>
        new(filterOperator, values, filterOperator == FilterOperator.Regex ? RegexOf(values[0]) : null);

    static Regex RegexOf(FilterValue value)
    {
        if (value.Text.Length > LongestRegex)
            throw new FilterSyntaxException(value.Position, $"expected a regular expression of at most {LongestRegex} characters");
        try
        {
            // Without backtracking the time is linear in the text, whatever the expression is.
            return new Regex(value.Text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new FilterSyntaxException(value.Position, $"expected a regular expression without backreferences and lookarounds: {exception.Message.TrimEnd('.')}");
        }
    }

    static bool IsNegated(int start, string name, FilterOperator filterOperator, string example) => filterOperator switch
    {
        FilterOperator.Has or FilterOperator.Equal or FilterOperator.In => false,
        FilterOperator.NotEqual => true,
        _ => throw new FilterSyntaxException(start, $"'{name}' can't be compared with '{FilterOperators.Name(filterOperator)}': expected : == != or in, as in {example}"),
    };

    delegate bool TryParser<T>(string text, out T value);

    static T[] Parse<T>(FilterValue[] values, TryParser<T> tryParse, string expected)
    {
        var parsed = new T[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (!tryParse(values[i].Text, out parsed[i])) throw new FilterSyntaxException(values[i].Position, $"expected {expected}, but found '{values[i].Text}'");
        }

        return parsed;
    }

    static string Text(string name, FilterOperator filterOperator, FilterValue[] values)
    {
        bool isRegex = filterOperator == FilterOperator.Regex;
        string value = isRegex ? RegexText(values[0].Text) : values.Length == 1 ? values[0].ToString() : "{" + string.Join(' ', values) + "}";
        return FilterOperators.Text(name, filterOperator, value);
    }

    static string RegexText(string regex) => "\"" + regex.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
