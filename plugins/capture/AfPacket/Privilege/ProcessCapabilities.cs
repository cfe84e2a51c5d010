using System.Globalization;

namespace NetWatch.Plugins.Capture.Privilege;

/// <summary>What a Linux process may do: the lines of /proc/self/status that decide about packet sockets.</summary>
/// <param name="Effective">Capabilities in force (CapEff).</param>
/// <param name="Bounding">Capabilities that no program started from here can exceed (CapBnd).</param>
/// <param name="EffectiveUserId">Effective user id.</param>
/// <param name="NoNewPrivileges">Whether file capabilities and set-uid count for nothing (no_new_privs).</param>
public readonly record struct ProcessCapabilities(ulong Effective, ulong Bounding, uint EffectiveUserId, bool NoNewPrivileges)
{
    const ulong NetRaw = 1UL << 13;

    /// <summary>Whether CAP_NET_RAW is in force.</summary>
    public bool HasNetRaw => (Effective & NetRaw) != 0;

    /// <summary>Whether CAP_NET_RAW can be granted at all.</summary>
    public bool CanGainNetRaw => (Bounding & NetRaw) != 0;

    /// <summary>
    /// Reads the text of /proc/self/status. Lines that are missing or broken grant nothing, except for the bounding set: not to know
    /// it is no reason to call a grant impossible.
    /// </summary>
    public static ProcessCapabilities Parse(string status)
    {
        ulong effective = 0, bounding = ulong.MaxValue;
        uint user = uint.MaxValue;
        bool noNewPrivileges = false;
        foreach (ReadOnlySpan<char> line in status.AsSpan().EnumerateLines())
        {
            int colon = line.IndexOf(':');
            if (colon < 0) continue;
            ReadOnlySpan<char> value = line[(colon + 1)..].Trim();
            switch (line[..colon])
            {
                case "CapEff" when TryHex(value, out ulong set): effective = set; break;
                case "CapBnd" when TryHex(value, out ulong set): bounding = set; break;
                case "NoNewPrivs": noNewPrivileges = value is "1"; break;
                case "Uid": user = SecondNumber(value); break;
                default: break;
            }
        }
        return new(effective, bounding, user, noNewPrivileges);
    }

    static bool TryHex(ReadOnlySpan<char> text, out ulong value) =>
        ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);

    // Real, effective, saved and filesystem uid, separated by tabs.
    static uint SecondNumber(ReadOnlySpan<char> value)
    {
        int index = 0;
        foreach (Range part in value.SplitAny('\t', ' '))
        {
            if (value[part].IsEmpty || index++ == 0) continue;
            return uint.TryParse(value[part], NumberStyles.None, CultureInfo.InvariantCulture, out uint user) ? user : uint.MaxValue;
        }
        return uint.MaxValue;
    }
}
