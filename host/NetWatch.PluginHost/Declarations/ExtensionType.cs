using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using NetWatch.PluginHost.Verification;
using NetWatch.Sdk.Plugins;

namespace NetWatch.PluginHost.Declarations;

/// <summary>A class of a plugin, seen through metadata.</summary>
sealed class ExtensionType(MetadataReader reader, TypeDefinitionHandle handle)
{
    const int DeepestInheritance = 16;
    const int LongestSignature = 1024;
    readonly TypeDefinition _type = reader.GetTypeDefinition(handle);

    /// <summary>Its attributes.</summary>
    public CustomAttributeHandleCollection Attributes => _type.GetCustomAttributes();
    /// <summary>Its token in the metadata.</summary>
    public int Token => MetadataTokens.GetToken(handle);

    string? _name;

    /// <summary>The full name.</summary>
    public string Name => _name ??= MetadataNames.Of(reader, handle);

    /// <summary>Whether code outside of the assembly sees it.</summary>
    public bool IsPublic
    {
        get
        {
            TypeDefinition type = _type;
            for (int depth = 0; depth < DeepestInheritance; depth++)
            {
                TypeAttributes visibility = type.Attributes & TypeAttributes.VisibilityMask;
                if (visibility == TypeAttributes.Public) return true;
                if (visibility != TypeAttributes.NestedPublic) return false;
                type = reader.GetTypeDefinition(type.GetDeclaringType());
            }

            return false;
        }
    }

    /// <summary>Whether it can have instances that a host can make.</summary>
    public bool IsInstantiable =>
        (_type.Attributes & (TypeAttributes.Abstract | TypeAttributes.Interface)) == 0 && _type.GetGenericParameters().Count == 0;

    /// <summary>Whether it inherits from a class of another assembly than the framework's root, whose interfaces are not known here.</summary>
    public bool HasForeignBase
    {
        get
        {
            EntityHandle last = Bases().LastOrDefault(handle);
            if (last.Kind != HandleKind.TypeDefinition) return true;
            EntityHandle root = reader.GetTypeDefinition((TypeDefinitionHandle)last).BaseType;
            return root.Kind != HandleKind.TypeReference
                ? !root.IsNil
                : MetadataNames.Of(reader, (TypeReferenceHandle)root).Name is not ("System.Object" or "System.ValueType");
        }
    }

    /// <summary>Whether it or a base class in the same assembly implements an interface of the SDK.</summary>
    public bool Implements(string interfaceName)
    {
        foreach (TypeDefinitionHandle type in Bases())
        {
            foreach (InterfaceImplementationHandle each in reader.GetTypeDefinition(type).GetInterfaceImplementations())
            {
                if (MetadataNames.OfSdkType(reader, reader.GetInterfaceImplementation(each).Interface) == interfaceName) return true;
            }
        }

        return false;
    }

    /// <summary>Whether the host can construct it.</summary>
    public bool HasConstructor(bool mayTakeContext)
    {
        foreach (MethodDefinitionHandle each in _type.GetMethods())
        {
            MethodDefinition method = reader.GetMethodDefinition(each);
            if ((method.Attributes & MethodAttributes.MemberAccessMask) != MethodAttributes.Public) continue;
            if (!reader.StringComparer.Equals(method.Name, ".ctor")) continue;
            BlobReader signature = reader.GetBlobReader(method.Signature);
            if (signature.Length <= LongestSignature && IsSuitable(signature, mayTakeContext)) return true;
        }

        return false;
    }

    // ECMA-335 II.23.2.1: convention, number of parameters, return type (VOID), then the types of the parameters.
    bool IsSuitable(BlobReader signature, bool mayTakeContext)
    {
        SignatureHeader header = signature.ReadSignatureHeader();
        if (header.Kind != SignatureKind.Method || header.IsGeneric) return false;
        int parameters = signature.ReadCompressedInteger();
        if (parameters == 0) return true;
        if (parameters != 1 || !mayTakeContext || signature.ReadSignatureTypeCode() != SignatureTypeCode.Void) return false;
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.TypeHandle) return false;
        return MetadataNames.OfSdkType(reader, signature.ReadTypeHandle()) == typeof(IPluginContext).FullName;
    }

    // The class itself and its bases as far as they are in the same assembly. A cycle ends at the depth limit.
    IEnumerable<TypeDefinitionHandle> Bases()
    {
        TypeDefinitionHandle current = handle;
        for (int depth = 0; depth < DeepestInheritance; depth++)
        {
            yield return current;
            EntityHandle next = reader.GetTypeDefinition(current).BaseType;
            if (next.Kind != HandleKind.TypeDefinition || next.IsNil) yield break;
            current = (TypeDefinitionHandle)next;
        }
    }
}
