using static NetWatch.Engine.Tests.Filters.FilterSamples;

namespace NetWatch.Engine.Tests.Filters;

public sealed class FilterErrorTests
{
    [Theory]
    [InlineData("", 1, "expected a word or a field, but the expression ends")]
    [InlineData("app:tls and", 12, "expected a word or a field, but the expression ends")]
    [InlineData("port:abc", 6, "expected a number or a range")]
    [InlineData("port:\"80\"", 6, "expected a number or a range")]
    [InlineData("port > 10-20", 8, "expected one number after '>'")]
    [InlineData("port ~ 80", 1, "'port' is a number")]
    [InlineData("ip:10.0.0", 4, "expected an address or a prefix")]
    [InlineData("ip:10.0.0.0/33", 4, "expected an address or a prefix")]
    [InlineData("ip < 10.0.0.1", 1, "can't be compared with '<'")]
    [InlineData("proto:bogus", 7, "expected tcp, udp")]
    [InlineData("state:open", 7, "expected syn_sent")]
    [InlineData("state:3", 7, "expected syn_sent")]
    [InlineData("tunneled:maybe", 10, "expected true or false")]
    [InlineData("colour:red", 1, "'colour' is no field")]
    [InlineData("port 80", 5, "expected an operator after the field 'port'")]
    [InlineData("tls dns", 5, "expected 'and', 'or' or the end, but found 'd'")]
    [InlineData("name = x", 6, "expected '==' or ':'")]
    [InlineData("(app:tls", 9, "expected ')' for the parenthesis at character 1")]
    [InlineData("app:tls)", 8, "was never opened")]
    [InlineData("name == \"abc", 9, "not closed")]
    [InlineData("\"a\\q\"", 3, "expected one of")]
    [InlineData("\"\"", 1, "between the quotes")]
    [InlineData("name ~ \"(\"", 8, "expected a regular expression")]
    [InlineData("name ~ \"(a)\\1\"", 8, "without backreferences")]
    [InlineData("port in {}", 9, "expected a value in the set")]
    [InlineData("port in {80", 12, "expected a value or '}'")]
    [InlineData("port < {80}", 8, "expected one value")]
    [InlineData("name == ", 9, "expected a value after '=='")]
    [InlineData("and", 1, "expected a word or a field before 'and'")]
    [InlineData("name == x & port:80", 11, "expected 'and', 'or' or the end")]
    public void An_error_says_where_and_what_was_expected(string expression, int character, string part)
    {
        string error = ErrorOf(expression);
        error.ShouldStartWith($"Filter, character {character}: ");
        error.ShouldContain(part);
    }

    [Fact]
    public void Too_long_an_expression_is_refused() => ErrorOf(new string('a', 4097)).ShouldContain("longer than 4096");

    [Theory]
    [InlineData("(")]
    [InlineData("!")]
    [InlineData("not ")]
    public void Too_deep_an_expression_is_refused(string level)
    {
        ErrorOf(string.Concat(Enumerable.Repeat(level, 1000)) + "a").ShouldContain("more than 64 levels");
        Compile(string.Concat(Enumerable.Repeat("!", 64)) + "a");
    }

    [Fact]
    public void Too_large_a_regular_expression_is_refused()
    {
        ErrorOf($"name ~ {new string('a', 513)}").ShouldContain("at most 512");
        ErrorOf("name ~ \"((((a{900}){900}){900}){900})\"").ShouldContain("expected a regular expression");
    }
}
