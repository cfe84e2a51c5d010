using System.Globalization;
using System.Reflection;
using NetWatch.Sdk.Plugins;

namespace NetWatch.PluginHost.Manifests;

/// <summary>A version of the SDK's contracts. A plugin runs on a host of the same major and of its own minor or a later one.</summary>
/// <param name="Major">Changes when contracts break.</param>
/// <param name="Minor">Grows when contracts grow.</param>
public readonly record struct ContractVersion(int Major, int Minor)
{
    /// <summary>The version that this host offers, as its SDK assembly states it.</summary>
    public static ContractVersion OfHost { get; } = ReadOwn();

    /// <summary>Reads <c>major.minor</c>, each 0 to 9,999.</summary>
    public static bool TryParse(string text, out ContractVersion version)
    {
        version = default;
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 1 || !TryParsePart(text.AsSpan(0, dot), out int major) || !TryParsePart(text.AsSpan(dot + 1), out int minor)) return false;
        version = new ContractVersion(major, minor);
        return true;
    }

    /// <summary>Whether a plugin that was built against <paramref name="floor"/> runs on this version.</summary>
    public bool Serves(ContractVersion floor) => floor.Major == Major && floor.Minor <= Minor;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    static bool TryParsePart(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        return text.Length is > 0 and <= 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    static ContractVersion ReadOwn()
    {
        foreach (AssemblyMetadataAttribute fact in typeof(IPluginContext).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>())
        {
            if (fact.Key == "ContractVersion" && TryParse(fact.Value ?? "", out ContractVersion version)) return version;
        }

        throw new InvalidOperationException("NetWatch.Sdk does not state its contract version.");
    }
}
