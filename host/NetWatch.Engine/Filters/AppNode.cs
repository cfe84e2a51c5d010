namespace NetWatch.Engine.Filters;

/// <summary>The protocol of a flow, or one inside it, is one of a set; "none" stands for flows without a label.</summary>
sealed class AppNode(bool isNegated, string[] ids, string text) : FilterNode
{
    internal const string None = "none";

    internal override bool NeedsFlow => true;

    internal override bool Matches(in FilterSubject subject) =>
        (IsOneOf(subject.App ?? None) || IsOneOf(subject.InnerApp) || IsOneOf(subject.ThirdApp) || IsOneOf(subject.FourthApp)) != isNegated;

    public override string ToString() => text;

    bool IsOneOf(string? app)
    {
        foreach (string id in ids)
        {
            if (string.Equals(id, app, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
