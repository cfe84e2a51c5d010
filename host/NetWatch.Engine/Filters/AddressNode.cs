using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Filters;

/// <summary>A comparison of addresses with addresses and prefixes.</summary>
sealed class AddressNode(AddressField field, bool isNegated, AddressRange[] ranges, string text) : FilterNode
{
    internal override bool Matches(in FilterSubject subject)
    {
        if (!subject.HasAddresses) return false;
        FiveTuple tuple = subject.Tuple;
        bool isIn = (field != AddressField.Destination && IsIn(tuple.Source)) || (field != AddressField.Source && IsIn(tuple.Destination));
        return isIn != isNegated;
    }

    public override string ToString() => text;

    bool IsIn(NetAddress address)
    {
        foreach (AddressRange range in ranges)
        {
            if (range.Contains(address)) return true;
        }

        return false;
    }
}
