using System.Collections.Immutable;
using System.Reflection.Metadata;
using NetWatch.PluginHost.Problems;
using NetWatch.PluginHost.Verification;
using NetWatch.Sdk.Attribution;

namespace NetWatch.PluginHost.Declarations;

/// <summary>Finds the extensions of an assembly in its metadata; no code of it runs.</summary>
sealed class DeclarationReader(MetadataReader reader, ICollection<PluginProblem> problems)
{
    const int MostExtensions = 256;

    /// <summary>All extensions that are declared well enough to be named; what is wrong with any is noted.</summary>
    public ImmutableArray<ExtensionDeclaration> Read()
    {
        var found = ImmutableArray.CreateBuilder<ExtensionDeclaration>();
        foreach (TypeDefinitionHandle handle in reader.TypeDefinitions)
        {
            var type = new ExtensionType(reader, handle);
            foreach (CustomAttributeHandle attribute in reader.GetTypeDefinition(handle).GetCustomAttributes())
            {
                if (Recognise(reader.GetCustomAttribute(attribute)) is not { } known) continue;
                if (found.Count < MostExtensions) ReadOne(type, known, reader.GetCustomAttribute(attribute), found);
            }
        }

        if (found.Count == 0 && problems.Count == 0) ReportNone();
        DeclarationRules.Check(found, problems);
        return found.ToImmutable();
    }

    void ReadOne(ExtensionType type, SdkAttribute attribute, CustomAttribute value, ImmutableArray<ExtensionDeclaration>.Builder found)
    {
        AttributeArguments arguments;
        try
        {
            arguments = new AttributeArguments(reader.GetBlobReader(value.Value), attribute.Parameters, SdkAttribute.IsByteEnum);
        }
        catch (Exception error) when (error is BadImageFormatException or InvalidDataException)
        {
            problems.Add(new(ProblemCodes.InvalidDeclaration, $"[{attribute.ShortName}] of class {type.Name} can't be read: {error.Message}",
                "Rebuild the plugin against the SDK of this host."));
            return;
        }

        CheckType(type, attribute);
        bool implementsAny = false;
        foreach (SdkInterface contract in attribute.Interfaces)
        {
            // A base class of another assembly may implement it; loading will tell.
            bool implements = type.Implements(contract.Name) || (attribute.Interfaces.Length == 1 && type.HasForeignBase);
            if (!implements) continue;
            implementsAny = true;
            if (Declare(contract.Kind, type.Name, arguments) is { } declaration)
                found.Add((declaration is CollectorDeclaration collector ? collector with { LiveSettings = ReadSettings(type) } : declaration) with { TypeToken = type.Token });
            CheckConstructor(type, contract.Kind);
        }

        if (implementsAny) return;
        string names = string.Join(" or ", attribute.Interfaces.Select(each => each.ShortName));
        problems.Add(new(ProblemCodes.InterfaceMissing, $"Class {type.Name} has [{attribute.ShortName}] but does not implement {names}.",
            "Implement the interface, or take the attribute off."));
    }

    static ExtensionDeclaration? Declare(ExtensionKind kind, string typeName, AttributeArguments arguments)
    {
        string id = arguments.Text(0) ?? "";
        return kind switch
        {
            ExtensionKind.Classifier => ClassifierReader.Read(id, typeName, arguments),
            ExtensionKind.CaptureSource => new CaptureSourceDeclaration(id, typeName, (int)arguments.Number("Priority", 0)),
            ExtensionKind.Exporter => new ExporterDeclaration(id, typeName, arguments.Text(1) ?? ""),
            ExtensionKind.AttributionSource => ReadAttributionSource(id, typeName, arguments),
            ExtensionKind.Collector or ExtensionKind.OnDemandCollector => CollectorReader.Read(kind, id, typeName, arguments),
            ExtensionKind.Tab => new TabDeclaration(id, typeName, arguments.Text(1) ?? "", (int)arguments.Number("Order", 1000)),
            _ => new ExtensionDeclaration(kind, id, typeName),
        };
    }

    ImmutableArray<CollectorSetting> ReadSettings(ExtensionType type)
    {
        var settings = ImmutableArray.CreateBuilder<CollectorSetting>();
        foreach (CustomAttributeHandle handle in type.Attributes)
        {
            CustomAttribute attribute = reader.GetCustomAttribute(handle);
            if (NameOf(attribute) != CollectorReader.SettingAttribute) continue;
            try
            {
                settings.Add(CollectorReader.ReadSetting(reader.GetBlobReader(attribute.Value)));
            }
            catch (Exception error) when (error is BadImageFormatException or InvalidDataException)
            {
                problems.Add(new(ProblemCodes.InvalidDeclaration, $"[CollectorSetting] of class {type.Name} can't be read: {error.Message}",
                    "Rebuild the plugin against the SDK of this host."));
            }
        }

        return settings.ToImmutable();
    }

    static AttributionSourceDeclaration ReadAttributionSource(string id, string typeName, AttributeArguments arguments) => new(id, typeName,
        (AttributionEvidence)arguments.Number(nameof(AttributionSourceAttribute.Evidence), (long)AttributionEvidence.Inode),
        (int)arguments.Number(nameof(AttributionSourceAttribute.Priority), 0),
        arguments.Number(nameof(AttributionSourceAttribute.IsFallback), 0) != 0,
        arguments.Number(nameof(AttributionSourceAttribute.ReadsFrames), 0) != 0);

    void CheckType(ExtensionType type, SdkAttribute attribute)
    {
        if (type.IsPublic && type.IsInstantiable) return;
        string fault = !type.IsPublic ? "is not public" : "is abstract, static or generic, so that it has no instances";
        problems.Add(new(ProblemCodes.ExtensionType, $"Class {type.Name}, which has [{attribute.ShortName}], {fault}.",
            "Make it a public, concrete class without type parameters."));
    }

    void CheckConstructor(ExtensionType type, ExtensionKind kind)
    {
        bool mayTakeContext = kind != ExtensionKind.Classifier;
        if (type.HasConstructor(mayTakeContext) || !type.IsInstantiable) return;
        problems.Add(new(ProblemCodes.ExtensionConstructor, mayTakeContext
                ? $"Class {type.Name} has neither a public constructor without parameters nor one that takes only an IPluginContext."
                : $"Class {type.Name} is a classifier and has no public constructor without parameters.",
            "Add such a constructor."));
    }

    void ReportNone()
    {
        string? undeclared = null;
        foreach (TypeDefinitionHandle handle in reader.TypeDefinitions) undeclared ??= UndeclaredExtension(new ExtensionType(reader, handle));
        problems.Add(new(ProblemCodes.NoExtension,
            undeclared is null ? "The assembly declares no extension." : $"The assembly declares no extension, though {undeclared}.",
            "Put the attribute of the extension point on the class: Protocol, ForProtocol, Decryptor, CaptureSource, AttributionSource, Exporter, Collector, OnDemandCollector or Tab."));
    }

    static string? UndeclaredExtension(ExtensionType type)
    {
        if (!type.IsInstantiable) return null;
        foreach (SdkAttribute attribute in SdkAttribute.All)
        {
            foreach (SdkInterface contract in attribute.Interfaces)
            {
                if (type.Implements(contract.Name)) return $"class {type.Name} implements {contract.ShortName} and lacks [{attribute.ShortName}]";
            }
        }

        return null;
    }

    SdkAttribute? Recognise(CustomAttribute attribute)
    {
        string? name = NameOf(attribute);
        if (name is null) return null;
        foreach (SdkAttribute known in SdkAttribute.All)
        {
            if (known.Name == name) return known;
        }

        return null;
    }

    // The full name of an attribute of the SDK, or null.
    string? NameOf(CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference) return null;
        EntityHandle parent = reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        // Most attributes are the compiler's own; their namespace alone rules them out.
        if (parent.Kind != HandleKind.TypeReference) return null;
        TypeReference type = reader.GetTypeReference((TypeReferenceHandle)parent);
        if (!reader.StringComparer.StartsWith(type.Namespace, MetadataNames.Sdk)) return null;
        return MetadataNames.OfSdkType(reader, parent);
    }
}
