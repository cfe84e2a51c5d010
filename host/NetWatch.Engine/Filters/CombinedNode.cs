namespace NetWatch.Engine.Filters;

/// <summary>Several conditions, of which all or one must hold.</summary>
sealed class CombinedNode(bool isAnd, FilterNode[] parts) : FilterNode
{
    internal override bool NeedsFlow => Array.Exists(parts, static part => part.NeedsFlow);

    internal override bool Matches(in FilterSubject subject)
    {
        foreach (FilterNode part in parts)
        {
            if (part.Matches(subject) != isAnd) return !isAnd;
        }

        return isAnd;
    }

    public override string ToString() =>
        string.Join(isAnd ? " and " : " or ", parts.Select(static part => part is CombinedNode ? $"({part})" : part.ToString()));
}
