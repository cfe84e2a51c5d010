namespace NetWatch.Engine.Filters;

/// <summary>The contrary of a condition.</summary>
sealed class NotNode(FilterNode part) : FilterNode
{
    internal override bool NeedsFlow => part.NeedsFlow;

    internal override bool Matches(in FilterSubject subject) => !part.Matches(subject);

    public override string ToString() => part is CombinedNode ? $"not ({part})" : $"not {part}";
}
