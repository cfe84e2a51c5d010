namespace NetWatch.Engine.Filters;

/// <summary>A comparison of the server name.</summary>
sealed class NameNode(TextTest test, string text) : FilterNode
{
    internal override bool NeedsFlow => true;

    internal override bool Matches(in FilterSubject subject)
    {
        bool passes = ServerNames.Any(subject, test, static (test, name) => test.Passes(name));
        return test.IsNegated ? !passes && ServerNames.AnyAtAll(subject) : passes;
    }

    public override string ToString() => text;
}
