namespace NetWatch.Engine.Flows;

/// <summary>Flows in the order in which they began.</summary>
static class FlowOrder
{
    const int DigitBits = 11;
    const int Digits = 1 << DigitBits;

    // Numbers this many times as many as the flows are worth a place each.
    const int Sparse = 8;

    /// <summary>The indexes of all flows in the table by their numbers.</summary>
    internal static int[] ByNumber(FlowTable flows)
    {
        int[] order = new int[flows.Count];
        long lowest = long.MaxValue, highest = 0;
        for (int index = 0, at = 0; index < flows.Extent && at < order.Length; index++)
        {
            ref readonly Flow flow = ref flows[index];
            if (!flow.InUse) continue;
            order[at++] = index;
            (lowest, highest) = (Math.Min(lowest, flow.Number), Math.Max(highest, flow.Number));
        }

        if (order.Length == 0) return order;
        if (highest - lowest < (long)Sparse * order.Length) Place(flows, order, lowest, highest);
        else Distribute(flows, order, highest);
        return order;
    }

    static void Place(FlowTable flows, int[] order, long lowest, long highest)
    {
        int[] places = new int[highest - lowest + 1];
        foreach (int index in order) places[flows[index].Number - lowest] = index + 1;
        int at = 0;
        foreach (int place in places)
        {
            if (place > 0) order[at++] = place - 1;
        }
    }

    // By radix: a general sort would be compiled for this alone.
    static void Distribute(FlowTable flows, int[] order, long highest)
    {
        int[] from = order, to = new int[order.Length], starts = new int[Digits];
        for (int shift = 0; highest >> shift > 0; shift += DigitBits)
        {
            Distribute(flows, from, to, shift, starts);
            (from, to) = (to, from);
        }

        if (from != order) from.CopyTo(order, 0);
    }

    static void Distribute(FlowTable flows, int[] from, int[] to, int shift, int[] starts)
    {
        Array.Clear(starts);
        foreach (int index in from) starts[Digit(flows[index], shift)]++;
        int start = 0;
        for (int digit = 0; digit < Digits; digit++) (starts[digit], start) = (start, start + starts[digit]);
        foreach (int index in from) to[starts[Digit(flows[index], shift)]++] = index;
    }

    static int Digit(in Flow flow, int shift) => (int)(flow.Number >> shift) & (Digits - 1);
}
