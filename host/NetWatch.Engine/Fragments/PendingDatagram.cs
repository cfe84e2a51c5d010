using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Fragments;

/// <summary>A datagram of which fragments are missing. Reused for one datagram after another.</summary>
sealed class PendingDatagram
{
    internal const int MaxHeaderLength = 60;
    internal const int MaxLength = 65_535;

    readonly byte[] _header = new byte[MaxHeaderLength];
    int _unitsPresent;
    int _furthestEnd;
    int _totalLength;
    int _headerLength;

    internal FragmentKey Key { get; private set; }

    /// <summary>When its first fragment came.</summary>
    internal Timestamp Since { get; private set; }

    /// <summary>The bytes, page by page; a page is there once a fragment fell into it.</summary>
    internal FragmentPage?[] Pages { get; } = new FragmentPage?[MaxLength / FragmentPage.Size + 1];

    internal PendingDatagram? Older { get; set; }

    internal PendingDatagram? Newer { get; set; }

    /// <summary>Whether its fragments contradicted each other, so that it will never be handed out.</summary>
    internal bool IsDiscarded { get; set; }

    internal ReadOnlySpan<byte> Header => _header.AsSpan(0, _headerLength);

    /// <summary>What it carries, as its first fragment tells.</summary>
    internal byte NextHeader { get; private set; }

    /// <summary>How long the whole is; -1 until the last fragment came.</summary>
    internal int TotalLength => _totalLength;

    /// <summary>Where the first byte that a snaplen cut off lies.</summary>
    internal int CutAt { get; private set; }

    internal bool IsComplete => _totalLength >= 0 && _headerLength > 0 && _unitsPresent == Units(_totalLength);

    internal void Begin(in FragmentKey key, Timestamp time)
    {
        Key = key;
        Since = time;
        IsDiscarded = false;
        CutAt = int.MaxValue;
        _headerLength = 0;
        _totalLength = -1;
        _furthestEnd = 0;
        _unitsPresent = 0;
    }

    /// <summary>Whether the end of a fragment cannot be, after what others said.</summary>
    internal bool Contradicts(in Fragment fragment)
    {
        if (fragment.HasMore) return _totalLength >= 0 && fragment.End > _totalLength;
        return _totalLength >= 0 ? fragment.End != _totalLength : _furthestEnd > fragment.End;
    }

    /// <summary>How many of a fragment's units of eight bytes are there already.</summary>
    internal int CountPresent(in Fragment fragment)
    {
        int count = 0;
        for (int at = fragment.Offset; at < fragment.End;)
        {
            int within = at % FragmentPage.Size, length = Math.Min(FragmentPage.Size - within, fragment.End - at);
            if (Pages[at / FragmentPage.Size] is FragmentPage page) count += page.CountPresent(within, length);
            at += length;
        }

        return count;
    }

    /// <summary>Whether all of a fragment is there already, byte for byte.</summary>
    internal bool Holds(in Fragment fragment)
    {
        if (CountPresent(fragment) != Units(fragment.WireLength)) return false;
        for (int at = 0; at < fragment.Data.Length;)
        {
            int within = (fragment.Offset + at) % FragmentPage.Size;
            int length = Math.Min(FragmentPage.Size - within, fragment.Data.Length - at);
            if (!Pages[(fragment.Offset + at) / FragmentPage.Size]!.Equals(within, fragment.Data.Slice(at, length))) return false;
            at += length;
        }

        return true;
    }

    /// <summary>Takes a fragment in; its pages are there. Bytes that are there already stay.</summary>
    internal void Store(in Fragment fragment)
    {
        _unitsPresent += Units(fragment.WireLength) - CountPresent(fragment);
        for (int at = 0; at < fragment.WireLength;)
        {
            int within = (fragment.Offset + at) % FragmentPage.Size;
            int length = Math.Min(FragmentPage.Size - within, fragment.WireLength - at);
            int start = Math.Min(at, fragment.Data.Length), captured = Math.Min(length, fragment.Data.Length - start);
            Pages[(fragment.Offset + at) / FragmentPage.Size]!.Store(within, length, fragment.Data.Slice(start, captured));
            at += length;
        }

        KeepEnd(fragment);
        if (fragment.Data.Length < fragment.WireLength) CutAt = Math.Min(CutAt, fragment.Offset + fragment.Data.Length);
        if (fragment.Offset != 0 || _headerLength > 0) return;
        fragment.Header.CopyTo(_header);
        _headerLength = fragment.Header.Length;
        NextHeader = fragment.NextHeader;
    }

    /// <summary>Learns what a fragment says about how long the whole is.</summary>
    internal void KeepEnd(in Fragment fragment)
    {
        _furthestEnd = Math.Max(_furthestEnd, fragment.End);
        if (!fragment.HasMore) _totalLength = fragment.End;
    }

    static int Units(int length) => (length + FragmentPage.UnitLength - 1) / FragmentPage.UnitLength;
}
