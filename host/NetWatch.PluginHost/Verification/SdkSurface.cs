using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace NetWatch.PluginHost.Verification;

/// <summary>The public types and members of an SDK assembly, as its metadata has them.</summary>
sealed class SdkSurface
{
    readonly Dictionary<string, HashSet<string>> _members = new(StringComparer.Ordinal);
    readonly Dictionary<string, string?> _bases = new(StringComparer.Ordinal);

    SdkSurface(MetadataReader reader)
    {
        foreach (TypeDefinitionHandle handle in reader.TypeDefinitions)
        {
            TypeDefinition type = reader.GetTypeDefinition(handle);
            if ((type.Attributes & TypeAttributes.VisibilityMask) is not (TypeAttributes.Public or TypeAttributes.NestedPublic)) continue;
            string name = MetadataNames.Of(reader, handle);
            _members[name] = ReadMembers(reader, type);
            _bases[name] = type.BaseType.Kind == HandleKind.TypeDefinition && !type.BaseType.IsNil
                ? MetadataNames.Of(reader, (TypeDefinitionHandle)type.BaseType)
                : null;
        }
    }

    /// <summary>Reads the surface of an SDK assembly.</summary>
    public static SdkSurface Read(string assemblyPath)
    {
        using var file = new PEReader(File.OpenRead(assemblyPath));
        return new SdkSurface(file.GetMetadataReader());
    }

    public bool HasType(string name) => _members.ContainsKey(name);

    /// <summary>Whether the type or one of its bases in the SDK has the member.</summary>
    public bool HasMember(string typeName, string member)
    {
        for (string? name = typeName; name is not null; name = _bases.GetValueOrDefault(name))
        {
            if (_members.TryGetValue(name, out HashSet<string>? members) && members.Contains(member)) return true;
        }

        return false;
    }

    static HashSet<string> ReadMembers(MetadataReader reader, TypeDefinition type)
    {
        var members = new HashSet<string>(StringComparer.Ordinal);
        foreach (MethodDefinitionHandle handle in type.GetMethods())
        {
            MethodDefinition method = reader.GetMethodDefinition(handle);
            if (IsVisible((int)(method.Attributes & MethodAttributes.MemberAccessMask)))
                members.Add(SignatureText.OfMember(reader, reader.GetString(method.Name), method.Signature));
        }

        foreach (FieldDefinitionHandle handle in type.GetFields())
        {
            FieldDefinition field = reader.GetFieldDefinition(handle);
            if (IsVisible((int)(field.Attributes & FieldAttributes.FieldAccessMask)))
                members.Add(SignatureText.OfMember(reader, reader.GetString(field.Name), field.Signature));
        }

        return members;
    }

    // The access masks of methods and fields have the same values (ECMA-335 II.23.1.5, II.23.1.10).
    static bool IsVisible(int access) => access is (int)MethodAttributes.Public or (int)MethodAttributes.Family or (int)MethodAttributes.FamORAssem;
}
