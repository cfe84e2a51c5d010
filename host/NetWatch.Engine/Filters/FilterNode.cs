namespace NetWatch.Engine.Filters;

/// <summary>A node of a compiled filter. Immutable. Its text is an expression that compiles to the same node.</summary>
abstract class FilterNode
{
    /// <summary>Whether the flow of a packet must be looked up to answer.</summary>
    internal virtual bool NeedsFlow => false;

    internal abstract bool Matches(in FilterSubject subject);
}
