using System.Text.RegularExpressions;
using NetWatch.Engine.Filters;

namespace NetWatch.Engine.Tests.Filters;

/// <summary>What docs/filters.md shows works.</summary>
public sealed class FilterDocumentationTests
{
    static readonly string Page = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "filters.md"));

    public static TheoryData<string> Blocks =>
        [.. Regex.Matches(Page, "```filter\n(?<lines>.*?)```", RegexOptions.Singleline | RegexOptions.NonBacktracking)
            .SelectMany(block => block.Groups["lines"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))];

    public static TheoryData<string> TableExamples =>
        [.. Page.Split('\n')
            .Where(line => Regex.IsMatch(line, "^\\| `[a-z]+`.*\\|.*\\|.*\\|$", RegexOptions.NonBacktracking))
            .Select(line => Regex.Split(line, @" \| ", RegexOptions.NonBacktracking)[2].Replace("\\|", "|", StringComparison.Ordinal))
            .SelectMany(cell => Regex.Matches(cell, "`(?<example>[^`]+)`", RegexOptions.NonBacktracking).Select(match => match.Groups["example"].Value))];

    [Theory]
    [MemberData(nameof(Blocks))]
    [MemberData(nameof(TableExamples))]
    public void Every_example_of_the_page_compiles(string example) => FilterSamples.Compile(example).Matches(FilterSamples.Tls);

    [Fact]
    public void The_error_of_the_page_is_what_the_compiler_says() => Page.ShouldContain(FilterSamples.ErrorOf("port:abc"));

    [Fact]
    public void Every_field_is_in_the_table()
    {
        string error = FilterSamples.ErrorOf("colour:red");
        string[] fields = Regex.Match(error, "one of (?<fields>.*), or a field", RegexOptions.NonBacktracking).Groups["fields"].Value.Split(", ");
        fields.Length.ShouldBeGreaterThan(10);
        foreach (string field in fields) Page.ShouldContain($"`{field}`");
    }

    [Fact]
    public void The_limits_are_those_of_the_page() => Page.ShouldContain($"at most {FilterCompiler.LongestExpression:N0} characters");

    static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NetWatch.sln"))) folder = folder.Parent;
        return folder.ShouldNotBeNull().FullName;
    }
}
