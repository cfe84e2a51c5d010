using System.Reflection.Metadata;

namespace NetWatch.PluginHost.Verification;

/// <summary>Full names of types in metadata. Nesting deeper than any compiler writes counts as a broken assembly.</summary>
static class MetadataNames
{
    public const string Sdk = "NetWatch.Sdk";
    const int DeepestNesting = 16;

    /// <summary>The name as <c>Assembly.GetType</c> takes it.</summary>
    public static string Of(MetadataReader reader, TypeDefinitionHandle handle)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        string name = reader.GetString(type.Name);
        for (int depth = 0; !type.GetDeclaringType().IsNil; depth++)
        {
            if (depth == DeepestNesting) throw new InvalidDataException("Types are nested too deeply.");
            type = reader.GetTypeDefinition(type.GetDeclaringType());
            name = $"{reader.GetString(type.Name)}+{name}";
        }

        return Join(reader.GetString(type.Namespace), name);
    }

    /// <summary>The name of a type elsewhere, and the assembly that should have it; null for one of the same module.</summary>
    public static (string Name, string? Assembly) Of(MetadataReader reader, TypeReferenceHandle handle)
    {
        TypeReference type = reader.GetTypeReference(handle);
        string name = reader.GetString(type.Name);
        for (int depth = 0; type.ResolutionScope.Kind == HandleKind.TypeReference; depth++)
        {
            if (depth == DeepestNesting) throw new InvalidDataException("Types are nested too deeply.");
            type = reader.GetTypeReference((TypeReferenceHandle)type.ResolutionScope);
            name = $"{reader.GetString(type.Name)}+{name}";
        }

        string? assembly = type.ResolutionScope.Kind == HandleKind.AssemblyReference
            ? reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name)
            : null;
        return (Join(reader.GetString(type.Namespace), name), assembly);
    }

    /// <summary>The name of a type of the SDK, or null when the handle means anything else.</summary>
    public static string? OfSdkType(MetadataReader reader, EntityHandle handle)
    {
        if (handle.Kind != HandleKind.TypeReference) return null;
        (string name, string? assembly) = Of(reader, (TypeReferenceHandle)handle);
        return assembly == Sdk ? name : null;
    }

    static string Join(string typeNamespace, string name) => typeNamespace.Length == 0 ? name : $"{typeNamespace}.{name}";
}
