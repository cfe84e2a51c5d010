using NetWatch.Sdk.Capture;

namespace NetWatch.Plugins.AfPacket.Interfaces;

/// <summary>An interface as the kernel describes it, with what its place in the list depends on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is, in a word or two.</param>
/// <param name="SpeedMegabits">Its speed, 0 when not known.</param>
/// <param name="IsUp">Whether it is up and running.</param>
/// <param name="IsLoopback">Whether it is the loopback interface.</param>
/// <param name="IsPhysical">Whether a device stands behind it.</param>
/// <param name="DefaultRoute">Place of its default route among all of them from 0, or -1 without one.</param>
public sealed record InterfaceEntry(
    string Name, string Kind, int SpeedMegabits, bool IsUp, bool IsLoopback, bool IsPhysical, int DefaultRoute)
{
    /// <summary>
    /// In the order in which to offer them: what leads to everywhere, then what is up, then all of them together, then loopback,
    /// then what is down.
    /// </summary>
    public static IReadOnlyList<CaptureInterface> InOrder(IEnumerable<InterfaceEntry> entries)
    {
        var every = new InterfaceEntry(PacketInterface.Every, "all interfaces at once", 0, IsUp: true, IsLoopback: false, IsPhysical: false, -1);
        return
        [
            .. entries.Append(every)
                .OrderBy(Rank)
                .ThenBy(e => e.DefaultRoute)
                .ThenBy(e => e.IsPhysical ? 0 : 1)
                .ThenBy(e => e.Name, StringComparer.Ordinal)
                .Select(e => new CaptureInterface(e.Name, e.Describe(), e.IsUp, e.IsLoopback)),
        ];
    }

    static int Rank(InterfaceEntry entry) =>
        entry.Name == PacketInterface.Every ? 2
        : !entry.IsUp ? 4
        : entry.IsLoopback ? 3
        : entry.DefaultRoute >= 0 ? 0
        : 1;

    string Describe()
    {
        string text = Kind;
        if (SpeedMegabits > 0) text += SpeedMegabits % 1000 == 0 ? $", {SpeedMegabits / 1000} Gb/s" : $", {SpeedMegabits} Mb/s";
        if (DefaultRoute >= 0) text += ", default route";
        return IsUp ? text : text + ", down";
    }
}
