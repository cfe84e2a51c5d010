namespace NetWatch.PluginHost.Verification;

/// <summary>Which names may stand in manifests and declarations.</summary>
static class Names
{
    public const int LongestPluginId = 64;
    public const int LongestExtensionId = 24;

    /// <summary>Lower-case letters and digits in parts that single hyphens or dots separate: safe as a file name, too.</summary>
    public static bool IsPluginId(string id) => id.Length is > 0 and <= LongestPluginId && IsPartedName(id, allowDots: true);

    /// <summary>Lower-case letters and digits in parts that single hyphens separate.</summary>
    public static bool IsExtensionId(string id) => id.Length is > 0 and <= LongestExtensionId && IsPartedName(id, allowDots: false);

    /// <summary>What may follow the dot of a file name: letters and digits.</summary>
    public static bool IsFileExtension(string extension) =>
        extension.Length is > 0 and <= 16 && extension.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));

    static bool IsPartedName(string id, bool allowDots)
    {
        bool afterSeparator = true;
        foreach (char c in id)
        {
            bool isSeparator = c == '-' || (c == '.' && allowDots);
            if (isSeparator && afterSeparator) return false;
            if (!isSeparator && !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c)) return false;
            afterSeparator = isSeparator;
        }

        return !afterSeparator;
    }
}
