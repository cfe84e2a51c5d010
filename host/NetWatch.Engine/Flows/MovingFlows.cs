using System.Buffers.Binary;
using System.Numerics;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Flows;

/// <summary>
/// Marks by which flows that went on between other ends are recognised. Only the first datagram of a flow is looked up here, and only while
/// there are marks. Bounded: the oldest mark goes for a new one, which costs nothing but that flow's next move.
/// </summary>
sealed class MovingFlows(EngineOptions options, EngineCounters counters)
{
    const int HeadSize = sizeof(ulong);

    readonly Dictionary<ulong, MoveMark> _marks = new(new SecretComparer());

    // The heads by age, in a ring by hand: a queue of numbers is compiled in each run.
    ulong[] _order = new ulong[16];
    int _oldest;

    // One bit for each offset in use: protocols have one, so this is one look-up as a rule.
    ulong _offsets;

    internal int Count => _marks.Count;

    internal void Add(in FlowMark mark, int index, long number)
    {
        if (mark.Bytes.Length is < FlowMark.MinLength or > FlowMark.MaxLength || mark.Offset is < 0 or > FlowMark.MaxOffset) return;
        if (options.MaxFlowMarks <= 0) return;
        ulong head = BinaryPrimitives.ReadUInt64BigEndian(mark.Bytes);
        if (!_marks.ContainsKey(head))
        {
            if (_marks.Count >= options.MaxFlowMarks)
            {
                _marks.Remove(_order[_oldest]);
                _oldest = (_oldest + 1) & (_order.Length - 1);
                counters.MarksGivenUp++;
            }

            if (_marks.Count == _order.Length) Grow();
            _order[(_oldest + _marks.Count) & (_order.Length - 1)] = head;
        }

        _marks[head] = new MoveMark(RestOf(mark.Bytes), (byte)mark.Bytes.Length, (byte)mark.Offset, mark.FirstByteMask, mark.FirstByteBits, mark.Direction, index, number);
        _offsets |= 1UL << mark.Offset;
    }

    void Grow()
    {
        ulong[] larger = new ulong[2 * _order.Length];
        Array.Copy(_order, _oldest, larger, 0, _order.Length - _oldest);
        Array.Copy(_order, 0, larger, _order.Length - _oldest, _oldest);
        (_order, _oldest) = (larger, 0);
    }

    /// <summary>Finds the mark that a datagram has.</summary>
    internal bool TryFind(ReadOnlySpan<byte> datagram, out ulong head, out MoveMark mark)
    {
        for (ulong offsets = _offsets; offsets != 0; offsets &= offsets - 1)
        {
            int offset = BitOperations.TrailingZeroCount(offsets);
            if (datagram.Length < offset + HeadSize) break;
            ReadOnlySpan<byte> bytes = datagram[offset..];
            head = BinaryPrimitives.ReadUInt64BigEndian(bytes);
            if (_marks.TryGetValue(head, out mark) && mark.Offset == offset && bytes.Length >= mark.Length
                && (datagram[0] & mark.Mask) == mark.Bits && RestOf(bytes[..mark.Length]) == mark.Rest) return true;
        }

        head = 0;
        mark = default;
        return false;
    }

    /// <summary>The flow has moved: the mark is that of the flow which goes on with it.</summary>
    internal void Move(ulong head, in MoveMark mark) => _marks[head] = mark;

    static MarkRest RestOf(ReadOnlySpan<byte> bytes)
    {
        ulong high = 0, low = 0;
        foreach (byte value in bytes[HeadSize..]) (high, low) = (high << 8 | low >> 56, low << 8 | value);
        return new MarkRest(high, low);
    }
}
