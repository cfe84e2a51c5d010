namespace NetWatch.Engine.Flows;

/// <summary>Flows in the order in which they began. By radix: the numbers are dense, and a general sort would be compiled for this alone.</summary>
static class FlowOrder
{
    const int DigitBits = 11;
    const int Digits = 1 << DigitBits;

    /// <summary>The indexes of all flows in the table by their numbers.</summary>
    internal static int[] ByNumber(FlowTable flows)
    {
        int[] order = new int[flows.Count], other = new int[flows.Count], starts = new int[Digits];
        long highest = 0;
        for (int index = 0, at = 0; index < flows.Extent && at < order.Length; index++)
        {
            if (!flows[index].InUse) continue;
            order[at++] = index;
            highest = Math.Max(highest, flows[index].Number);
        }

        for (int shift = 0; highest >> shift > 0; shift += DigitBits)
        {
            Distribute(flows, order, other, shift, starts);
            (order, other) = (other, order);
        }

        return order;
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
