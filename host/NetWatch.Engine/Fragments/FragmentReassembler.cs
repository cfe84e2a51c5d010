using System.Buffers.Binary;
using NetWatch.Engine.Decode;
using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Fragments;

/// <summary>
/// Puts IPv4 and IPv6 datagrams together, in bounded memory and by packet time. Nothing is allocated once its pages are.
/// </summary>
/// <remarks>
/// Overlaps. IPv6 forbids them (RFC 5722): the datagram is given up, and so is every fragment of it that still comes. For IPv4 the
/// byte that came first wins. Receivers differ in this and no choice is right for all of them, so overlaps are counted. A fragment
/// that repeats what is there byte for byte is no overlap but a retransmission, or was captured twice.
/// </remarks>
sealed class FragmentReassembler(DecodeCounters counters, EngineOptions options)
{
    readonly PendingDatagrams _pending = new(counters, options);
    byte[] _datagram = [];

    /// <summary>Takes a fragment in. True when that completed its datagram.</summary>
    /// <param name="key">Which datagram it belongs to.</param>
    /// <param name="fragment">The fragment.</param>
    /// <param name="time">Packet time.</param>
    /// <param name="datagram">The datagram with its IP header, as if it had never been cut; good until the next one completes.</param>
    /// <param name="wireLength">How long it was; more than the length of <paramref name="datagram"/> when a snaplen cut fragments.</param>
    internal bool TryComplete(
        scoped in FragmentKey key, scoped in Fragment fragment, Timestamp time, out ReadOnlySpan<byte> datagram, out int wireLength)
    {
        datagram = default;
        wireLength = 0;
        counters.Fragments++;
        _pending.Expire(time);
        if (!IsPossible(fragment, key.IsIPv6))
        {
            counters.FragmentsInvalid++;
            return false;
        }

        PendingDatagram pending = _pending.Find(key, time);
        if (!TryStore(pending, fragment) || !pending.IsComplete) return false;
        // Of a datagram cut by the snaplen, what lies before the cut can still be read: usually the ports.
        bool isReadable = pending.CutAt > 0;
        if (isReadable) datagram = Assemble(pending, out wireLength);
        _pending.Remove(pending);
        if (isReadable) counters.Reassembled++;
        else counters.FragmentsCut++;
        return isReadable;
    }

    // All but the last are whole units of eight bytes; no datagram is longer than its length field can tell.
    static bool IsPossible(in Fragment fragment, bool isIPv6) =>
        fragment.WireLength > 0
        && fragment.End <= PendingDatagram.MaxLength - (isIPv6 ? 0 : fragment.Header.Length)
        && (!fragment.HasMore || fragment.WireLength % FragmentPage.UnitLength == 0);

    bool TryStore(PendingDatagram pending, in Fragment fragment)
    {
        if (pending.IsDiscarded) return false;
        bool contradicts = pending.Contradicts(fragment);
        if (!contradicts && pending.Holds(fragment))
        {
            pending.KeepEnd(fragment);
            return true;
        }

        if (contradicts || pending.CountPresent(fragment) > 0)
        {
            counters.FragmentsOverlapping++;
            if (pending.Key.IsIPv6)
            {
                pending.IsDiscarded = true;
                _pending.ReleasePages(pending);
            }

            if (contradicts || pending.Key.IsIPv6) return false;
        }

        _pending.ProvidePages(pending, fragment);
        pending.Store(fragment);
        return true;
    }

    // The header and the data, one behind the other, with the fields of fragmentation as if there had been none.
    ReadOnlySpan<byte> Assemble(PendingDatagram pending, out int wireLength)
    {
        if (_datagram.Length == 0) _datagram = new byte[PendingDatagram.MaxHeaderLength + PendingDatagram.MaxLength];
        int headerLength = pending.Header.Length, length = Math.Min(pending.TotalLength, pending.CutAt);
        wireLength = headerLength + pending.TotalLength;
        pending.Header.CopyTo(_datagram);
        if (pending.Key.IsIPv6)
        {
            BinaryPrimitives.WriteUInt16BigEndian(_datagram.AsSpan(4), (ushort)pending.TotalLength);
            _datagram[6] = pending.NextHeader;
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(_datagram.AsSpan(2), (ushort)Math.Min(wireLength, ushort.MaxValue));
            _datagram.AsSpan(6, 2).Clear();
        }

        for (int at = 0; at < length; at += FragmentPage.Size)
        {
            int part = Math.Min(FragmentPage.Size, length - at);
            pending.Pages[at / FragmentPage.Size]!.Bytes[..part].CopyTo(_datagram.AsSpan(headerLength + at));
        }

        return _datagram.AsSpan(0, headerLength + length);
    }
}
