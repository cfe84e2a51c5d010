using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetWatch.Architecture.Tests;

/// <summary>House rules that no analyzer checks.</summary>
public sealed class StyleTests
{
    static readonly string[] LeftToDo = ["TODO", "FIXME", "HACK:", "XXX"];

    [Fact]
    public void A_file_holds_one_type() => Repository.ProductSources
        .Where(source => TopLevelTypes(source.Syntax).Count() > 1).Select(source => source.Path).ShouldBeEmpty();

    [Fact]
    public void A_file_is_named_as_its_type() => Repository.ProductSources
        .SelectMany(source => TopLevelTypes(source.Syntax).Select(type => (source.Path, Name: NameOf(type))))
        .Where(found => !IsNamedAs(Path.GetFileNameWithoutExtension(found.Path), found.Name))
        .Select(found => $"{found.Path} holds {found.Name}").ShouldBeEmpty();

    [Fact]
    public void There_are_no_regions() => Repository.ProductSources
        .Where(source => source.Syntax.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.RegionDirectiveTrivia)))
        .Select(source => source.Path).ShouldBeEmpty();

    [Fact]
    public void No_static_state_can_change()
    {
        IEnumerable<string> fields = Repository.ProductSources.SelectMany(source => source.Syntax.DescendantNodes().OfType<FieldDeclarationSyntax>()
            .Where(field => Has(field, SyntaxKind.StaticKeyword) && !Has(field, SyntaxKind.ReadOnlyKeyword))
            .Select(field => Repository.At(source.Path, field)));
        IEnumerable<string> properties = Repository.ProductSources.SelectMany(source => source.Syntax.DescendantNodes().OfType<PropertyDeclarationSyntax>()
            .Where(property => Has(property, SyntaxKind.StaticKeyword) && property.AccessorList?.Accessors.Any(accessor =>
                accessor.IsKind(SyntaxKind.SetAccessorDeclaration) && accessor.Body is null && accessor.ExpressionBody is null) == true)
            .Select(property => Repository.At(source.Path, property)));
        fields.Concat(properties).ShouldBeEmpty();
    }

    [Fact]
    public void Names_say_what_a_type_does() => Repository.ProductSources
        .SelectMany(source => source.Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(type => (source.Path, Name: NameOf(type))))
        .Where(found => Regex.IsMatch(found.Name, "(Manager|Helpers?|Utils?|Utilities)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture))
        .Select(found => $"{found.Path}: {found.Name}").ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_to_do() => Repository.ProductSources
        .Where(source => source.Syntax.DescendantTrivia().Any(trivia =>
            (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
            && LeftToDo.Any(word => trivia.ToString().Contains(word, StringComparison.Ordinal))))
        .Select(source => source.Path).ShouldBeEmpty();

    [Fact]
    public void Nobody_sleeps_or_blocks_on_a_task() => Repository.ProductSources
        .SelectMany(source => source.Syntax.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .Where(access => access.ToString() is "Thread.Sleep" || access.ToString().EndsWith(".GetAwaiter().GetResult", StringComparison.Ordinal))
            .Select(access => Repository.At(source.Path, access)))
        .ShouldBeEmpty();

    static IEnumerable<MemberDeclarationSyntax> TopLevelTypes(CompilationUnitSyntax unit) =>
        unit.Members.Concat(unit.Members.OfType<BaseNamespaceDeclarationSyntax>().SelectMany(space => space.Members))
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    static string NameOf(MemberDeclarationSyntax type) =>
        type is BaseTypeDeclarationSyntax declared ? declared.Identifier.Text : ((DelegateDeclarationSyntax)type).Identifier.Text;

    // Parts of a partial type carry a suffix (Surface.Text.cs), a generic type beside a plain one of its name ends in OfT.
    static bool IsNamedAs(string file, string type) => file == type || file == type + "OfT" || file.StartsWith(type + ".", StringComparison.Ordinal);

    static bool Has(MemberDeclarationSyntax member, SyntaxKind modifier) => member.Modifiers.Any(modifier);
}
