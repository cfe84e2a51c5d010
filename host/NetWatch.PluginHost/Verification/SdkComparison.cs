using System.Globalization;
using System.Reflection.Metadata;
using NetWatch.PluginHost.Problems;

namespace NetWatch.PluginHost.Verification;

/// <summary>
/// Compares what an assembly uses of the SDK with what this host's SDK has, so that what is missing is named before loading instead
/// of failing at some later call.
/// </summary>
static class SdkComparison
{
    const int MostListed = 32;

    public static void Check(MetadataReader reader, SdkSurface sdk, ICollection<PluginProblem> problems)
    {
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        CheckTypes(reader, sdk, missing);
        CheckMembers(reader, sdk, missing);
        int listed = 0;
        foreach (string each in missing)
        {
            if (++listed > MostListed)
            {
                Add(string.Create(CultureInfo.InvariantCulture, $"and {missing.Count - MostListed} more"), problems);
                return;
            }

            Add(each, problems);
        }
    }

    static void CheckTypes(MetadataReader reader, SdkSurface sdk, SortedSet<string> missing)
    {
        foreach (TypeReferenceHandle handle in reader.TypeReferences)
        {
            if (MetadataNames.OfSdkType(reader, handle) is { } name && !sdk.HasType(name)) missing.Add($"type {name}");
        }
    }

    static void CheckMembers(MetadataReader reader, SdkSurface sdk, SortedSet<string> missing)
    {
        foreach (MemberReferenceHandle handle in reader.MemberReferences)
        {
            MemberReference member = reader.GetMemberReference(handle);
            EntityHandle? parent = member.Parent.Kind == HandleKind.TypeSpecification
                ? SignatureText.GenericTypeOf(reader, (TypeSpecificationHandle)member.Parent)
                : member.Parent;
            if (parent is not { } type || MetadataNames.OfSdkType(reader, type) is not { } typeName || !sdk.HasType(typeName)) continue;
            string text = SignatureText.OfMember(reader, reader.GetString(member.Name), member.Signature);
            if (!sdk.HasMember(typeName, text)) missing.Add($"member {text} of {typeName}");
        }
    }

    static void Add(string what, ICollection<PluginProblem> problems) => problems.Add(new(ProblemCodes.SdkMemberMissing,
        $"The SDK of this host does not have {what}, which the plugin uses.",
        "Update NetWatch, or rebuild the plugin against the SDK of this host."));
}
