namespace NetWatch.Plugins.NetworkIntel;

/// <summary>The part of a name that somebody registered, as well as that can be told without a list of public suffixes.</summary>
static class DomainName
{
    const int LongestSuffixLabel = 3;

    internal static string Of(string name)
    {
        name = name.TrimEnd('.').ToLowerInvariant();
        int last = name.LastIndexOf('.');
        if (last <= 0) return name;
        int second = name.LastIndexOf('.', last - 1);
        // co.uk, com.au: a short label under a country's.
        bool isSuffix = name.Length - last - 1 == 2 && last - second - 1 <= LongestSuffixLabel;
        if (isSuffix && second > 0) second = name.LastIndexOf('.', second - 1);
        return second < 0 ? name : name[(second + 1)..];
    }
}
