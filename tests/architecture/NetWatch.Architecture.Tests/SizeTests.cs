using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetWatch.Architecture.Tests;

/// <summary>The budget of files and functions, which keeps both readable in one sitting.</summary>
public sealed class SizeTests
{
    const int LongestFile = 400, LongestFunction = 60;
    const int UsualFile = 250, UsualFunction = 35;

    static readonly (string Where, int Lines)[] FileSizes =
        [.. Repository.ProductSources.Select(source => (source.Path, source.Syntax.GetText().Lines.Count - 1))];

    static readonly (string Where, int Lines)[] FunctionSizes =
        [.. Repository.ProductSources.SelectMany(source => source.Syntax.DescendantNodes().Where(IsFunction).Select(node => (Repository.At(source.Path, node), LinesOf(node))))];

    [Fact]
    public void No_file_is_longer_than_400_lines() => Longer(FileSizes, LongestFile).ShouldBeEmpty();

    [Fact]
    public void No_function_is_longer_than_60_lines() => Longer(FunctionSizes, LongestFunction).ShouldBeEmpty();

    [Fact]
    public void Nineteen_of_twenty_files_have_at_most_250_lines() => Percentile95(FileSizes).ShouldBeLessThanOrEqualTo(UsualFile);

    [Fact]
    public void Nineteen_of_twenty_functions_have_at_most_35_lines() => Percentile95(FunctionSizes).ShouldBeLessThanOrEqualTo(UsualFunction);

    static bool IsFunction(SyntaxNode node) => node
        is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
        or PropertyDeclarationSyntax { ExpressionBody: not null } or IndexerDeclarationSyntax { ExpressionBody: not null };

    // Without doc comments, which belong to the reader and not to the code.
    static int LinesOf(SyntaxNode node)
    {
        FileLinePositionSpan span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    static IEnumerable<string> Longer((string Where, int Lines)[] sizes, int limit) =>
        sizes.Where(size => size.Lines > limit).OrderByDescending(size => size.Lines).Select(size => $"{size.Where}: {size.Lines} lines");

    static int Percentile95((string Where, int Lines)[] sizes)
    {
        sizes.ShouldNotBeEmpty();
        return sizes.Select(size => size.Lines).Order().ElementAt((int)Math.Ceiling(sizes.Length * 0.95) - 1);
    }
}
