namespace NetWatch.Engine.Filters;

/// <summary>A yes-or-no field.</summary>
sealed class FlagNode(bool isTunneled, bool wanted, string text) : FilterNode
{
    internal override bool NeedsFlow => isTunneled;

    internal override bool Matches(in FilterSubject subject) =>
        isTunneled ? subject.HasFlow && subject.Flow.IsTunneled == wanted : subject.IsGuess == wanted;

    public override string ToString() => text;
}
