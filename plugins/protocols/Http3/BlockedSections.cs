using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Http3;

/// <summary>The field sections that wait, in the order they came; bounded in number and bytes.</summary>
sealed class BlockedSections
{
    const int MaxSections = 128;
    const int MaxBytes = 256 << 10;

    readonly List<BlockedSection> _sections = [];
    int _bytes;

    internal int Count => _sections.Count;

    internal BlockedSection this[int index] => _sections[index];

    /// <summary>Keeps a section; false when there is no room.</summary>
    internal bool TryAdd(MessageStream stream, int direction, ReadOnlySpan<byte> section, Timestamp time)
    {
        if (_sections.Count >= MaxSections || _bytes + section.Length > MaxBytes) return false;
        _sections.Add(new BlockedSection(stream, direction, section, time));
        _bytes += section.Length;
        stream.Blocked++;
        return true;
    }

    internal void RemoveAt(int index)
    {
        BlockedSection section = _sections[index];
        _sections.RemoveAt(index);
        _bytes -= section.Length;
        if (section.IsCurrent) section.Stream.Blocked--;
        section.Release();
    }

    internal void Clear()
    {
        while (_sections.Count > 0) RemoveAt(_sections.Count - 1);
    }
}
