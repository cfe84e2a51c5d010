namespace NetWatch.PluginHost.Problems;

/// <summary>The codes of everything that can be wrong with a plugin. A code keeps its meaning for ever; docs/errors.md has a section for each.</summary>
public static class ProblemCodes
{
    public const string FolderUnreadable = "NW2001";
    public const string ManifestMissing = "NW2002";
    public const string SdkVersion = "NW2003";
    public const string ManifestTooBig = "NW2004";
    public const string ManifestMalformed = "NW2005";
    public const string ManifestField = "NW2006";
    public const string EntryPath = "NW2007";
    public const string EntryMissing = "NW2008";
    public const string EntryNotManaged = "NW2009";
    public const string SdkNotReferenced = "NW2010";
    public const string SdkMemberMissing = "NW2011";
    public const string HostAssemblyShipped = "NW2012";
    public const string DepsFileMissing = "NW2013";
    public const string DuplicatePlugin = "NW2014";
    public const string DuplicateExtension = "NW2015";
    public const string WritableByOthers = "NW2016";
    public const string HashMismatch = "NW2017";
    public const string LockFileMalformed = "NW2018";
    public const string NoExtension = "NW2019";
    public const string ExtensionType = "NW2020";
    public const string ExtensionConstructor = "NW2021";
    public const string UnknownProtocol = "NW2022";
    public const string InvalidDeclaration = "NW2023";
    public const string InterfaceMissing = "NW2024";
    public const string PackageUnreadable = "NW2025";
    public const string PackagePath = "NW2026";
    public const string PackageTooBig = "NW2027";
    public const string InstallFailed = "NW2028";
    public const string CrashedWhileLoading = "NW2030";
    public const string LoadFailed = "NW2031";
    public const string ConstructorThrew = "NW2032";
    public const string Quarantined = "NW2040";
}
