using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetWatch.Sdk.Packets;

namespace NetWatch.Architecture.Tests;

/// <summary>What plugins are compiled against.</summary>
public sealed class SdkContractTests
{
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    static readonly Assembly Sdk = typeof(NetAddress).Assembly;

    [Fact]
    public void The_assembly_version_stays_so_that_old_plugins_load() => Sdk.GetName().Version.ShouldBe(new Version(1, 0, 0, 0));

    [Fact]
    public void Only_types_of_the_framework_are_in_the_public_surface()
    {
        IEnumerable<string> foreign = Sdk.GetExportedTypes()
            .SelectMany(type => SignatureTypes(type).Select(used => (type, used)))
            .Where(pair => !IsOurOrFramework(pair.used))
            .Select(pair => $"{pair.type.FullName} shows {pair.used.FullName} of {pair.used.Assembly.GetName().Name}");
        foreign.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void The_sdk_has_no_package_of_its_own() => Sdk.GetReferencedAssemblies()
        .Select(name => name.Name!).Where(name => !name.StartsWith("System.", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void No_event_is_static_since_it_would_pin_its_subscribers() => Sdk.GetTypes()
        .SelectMany(type => type.GetEvents(Declared)).Where(found => found.AddMethod!.IsStatic)
        .Select(found => $"{found.DeclaringType!.FullName}.{found.Name}").ShouldBeEmpty();

    [Fact]
    public void Classes_are_sealed_or_meant_to_be_inherited() => Sdk.GetExportedTypes()
        .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false }).Select(type => type.FullName!).ShouldBeEmpty();

    [Fact]
    public void Snapshots_are_sealed_records() => Sdk.GetExportedTypes()
        .Where(type => type.IsClass && type.GetInterface("ISnapshot") is not null && (!type.IsSealed || type.GetMethod("<Clone>$") is null))
        .Select(type => type.FullName!).ShouldBeEmpty();

    [Fact]
    public void Every_member_of_an_interface_is_documented() => Repository.ProductSources
        .Where(source => source.Path.StartsWith("sdk/NetWatch.Sdk/", StringComparison.Ordinal))
        .SelectMany(source => source.Syntax.DescendantNodes().OfType<InterfaceDeclarationSyntax>()
            .SelectMany(type => type.Members.Append<MemberDeclarationSyntax>(type)).Select(member => (source.Path, member)))
        .Where(found => !HasSummary(found.member)).Select(found => Repository.At(found.Path, found.member)).ShouldBeEmpty();

    [Fact]
    public void The_folders_of_the_sdk_are_the_things_that_can_be_extended()
    {
        string[] named = ["Capture", "Packets", "Protocols", "Decryption", "Attribution", "Collection", "Detection", "Export", "Reports", "Tabs", "Snapshots", "Plugins"];
        Repository.Files.Where(file => file.StartsWith("sdk/NetWatch.Sdk/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal))
            .Select(file => file.Split('/')[2]).Distinct().Except(named).ShouldBeEmpty();
    }

    static bool HasSummary(MemberDeclarationSyntax member)
    {
        string trivia = member.GetLeadingTrivia().ToFullString();
        return trivia.Contains("<summary>", StringComparison.Ordinal) || trivia.Contains("<inheritdoc", StringComparison.Ordinal);
    }

    static bool IsOurOrFramework(Type type)
    {
        string name = type.Assembly.GetName().Name!;
        return type.Assembly == Sdk || (name.StartsWith("System.", StringComparison.Ordinal) && !name.StartsWith("System.CommandLine", StringComparison.Ordinal));
    }

    static IEnumerable<Type> SignatureTypes(Type type)
    {
        IEnumerable<Type> used = [.. type.GetInterfaces(), .. type.BaseType is null ? Type.EmptyTypes : [type.BaseType]];
        foreach (MemberInfo member in type.GetMembers(Declared)) used = used.Concat(TypesOf(member));
        return used.SelectMany(Flatten);
    }

    static IEnumerable<Type> TypesOf(MemberInfo member) => member switch
    {
        MethodBase { IsPublic: false, IsFamily: false, IsFamilyOrAssembly: false } => [],
        MethodInfo method => [method.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType)],
        ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
        FieldInfo { IsPublic: true } field => [field.FieldType],
        _ => [],
    };

    static IEnumerable<Type> Flatten(Type type)
    {
        if (type.HasElementType) return Flatten(type.GetElementType()!);
        return type.IsGenericParameter ? type.GetGenericParameterConstraints().SelectMany(Flatten) : [type, .. type.GetGenericArguments().SelectMany(Flatten)];
    }
}
