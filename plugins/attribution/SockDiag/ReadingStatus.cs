using System.Globalization;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.SockDiag;

/// <summary>Says whose processes can be seen.</summary>
internal static class ReadingStatus
{
    // Listing the open files of others needs the one, following their links the other.
    const ulong Needed = 1UL << 2 | 1UL << 19;

    internal static AttributionStatus Of(string statusPath, string program) => HasCapabilities(statusPath)
        ? new(AttributionState.Active, "The kernel's socket table is read once a second.")
        : new(AttributionState.Limited, "Only this user's processes can be named; root would add those of all others, and connections that live less than a second.",
            $"sudo {program}");

    static bool HasCapabilities(string path)
    {
        try
        {
            foreach (string line in File.ReadLines(path))
            {
                if (!line.StartsWith("CapEff:", StringComparison.Ordinal)) continue;
                return ulong.TryParse(line.AsSpan(7).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong bits) && (bits & Needed) == Needed;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Then nothing is known, and the smaller promise is the right one.
        }

        return false;
    }
}
