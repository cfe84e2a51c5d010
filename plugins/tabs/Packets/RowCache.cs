using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Packets;

/// <summary>
/// The rows in sight with their info line. A line is made once for each packet that comes into sight, and again when its flow gets
/// another label; rows in sight stay readable when the ring has overwritten them.
/// </summary>
sealed class RowCache(IPacketHistory history)
{
    // A power of two above the height of any terminal: rows of one window never share a slot.
    const int Slots = 1024;

    readonly CachedRow[] _slots = new CachedRow[Slots];

    /// <summary>Forgets all: the packets were read anew.</summary>
    internal void Clear() => Array.Clear(_slots);

    internal ref readonly CachedRow Get(long position, long number)
    {
        ref CachedRow slot = ref _slots[position & (Slots - 1)];
        if (!history.TryGetRow(number, out PacketRow row))
        {
            if (slot.Row.Number == number) slot.IsGone = true;
            else slot = new CachedRow { Row = new PacketRow { Number = number, Time = default }, Info = "", IsGone = true, IsEmpty = true };
            return ref slot;
        }

        bool isSame = slot.Row.Number == number && !slot.IsEmpty && string.Equals(slot.Row.App, row.App, StringComparison.Ordinal);
        if (!isSame) slot = new CachedRow { Info = Cut(history.Summarize(number)) };
        slot.Row = row;
        slot.IsGone = false;
        return ref slot;
    }

    // No screen is wider; a dissector may have put a whole header into its line.
    static string Cut(string? info) => info is null ? "" : info.Length <= 2_048 ? info : info[..2_048];
}
