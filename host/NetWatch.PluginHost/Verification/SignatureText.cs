using System.Collections.Immutable;
using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace NetWatch.PluginHost.Verification;

/// <summary>
/// Writes signatures as text in which assemblies play no part, so that those of a plugin and those of the SDK can be compared.
/// </summary>
sealed class SignatureText : ISignatureTypeProvider<string, object?>
{
    // Decoding recurses once for each nested type; a blob of this length can't exhaust the stack, and no compiler writes longer ones.
    const int LongestSignature = 1024;

    static readonly SignatureText Provider = new();

    /// <summary>The signature of a method or field with its name. Throws <see cref="InvalidDataException"/> on broken metadata.</summary>
    public static string OfMember(MetadataReader reader, string name, BlobHandle signature)
    {
        BlobReader blob = Open(reader, signature);
        var decoder = new SignatureDecoder<string, object?>(Provider, reader, null);
        SignatureHeader header = blob.ReadSignatureHeader();
        blob.Reset();
        if (header.Kind == SignatureKind.Field) return $"{decoder.DecodeFieldSignature(ref blob)} {name}";
        MethodSignature<string> method = decoder.DecodeMethodSignature(ref blob);
        string arity = method.GenericParameterCount == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"`{method.GenericParameterCount}");
        return $"{(header.IsInstance ? "" : "static ")}{method.ReturnType} {name}{arity}({string.Join(", ", method.ParameterTypes)})";
    }

    /// <summary>The generic type of an instantiation, or null when the specification is anything else.</summary>
    public static EntityHandle? GenericTypeOf(MetadataReader reader, TypeSpecificationHandle handle)
    {
        BlobReader blob = Open(reader, reader.GetTypeSpecification(handle).Signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance) return null;
        blob.ReadCompressedInteger();
        return blob.ReadTypeHandle();
    }

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => MetadataNames.Of(reader, handle);

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => MetadataNames.Of(reader, handle).Name;

    // Only broken or hostile metadata has these inside of a signature, where they can form a cycle.
    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        throw new InvalidDataException("A signature refers to a type specification.");

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetArrayType(string elementType, ArrayShape shape) => string.Create(CultureInfo.InvariantCulture, $"{elementType}[{shape.Rank}]");

    public string GetByReferenceType(string elementType) => elementType + "&";

    public string GetPointerType(string elementType) => elementType + "*";

    public string GetPinnedType(string elementType) => elementType;

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => $"{genericType}<{string.Join(", ", typeArguments)}>";

    public string GetGenericTypeParameter(object? genericContext, int index) => string.Create(CultureInfo.InvariantCulture, $"!{index}");

    public string GetGenericMethodParameter(object? genericContext, int index) => string.Create(CultureInfo.InvariantCulture, $"!!{index}");

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => isRequired ? $"{unmodifiedType} {modifier}" : unmodifiedType;

    public string GetFunctionPointerType(MethodSignature<string> signature) => $"{signature.ReturnType}*({string.Join(", ", signature.ParameterTypes)})";

    static BlobReader Open(MetadataReader reader, BlobHandle signature)
    {
        BlobReader blob = reader.GetBlobReader(signature);
        return blob.Length <= LongestSignature ? blob : throw new InvalidDataException("A signature is too long.");
    }
}
