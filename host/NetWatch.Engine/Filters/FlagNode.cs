namespace NetWatch.Engine.Filters;

/// <summary>A yes-or-no field.</summary>
sealed class FlagNode(string name, bool wanted, string text) : FilterNode
{
    internal override bool NeedsFlow => name != "guess";

    internal override bool Matches(in FilterSubject subject) => name switch
    {
        "guess" => subject.IsGuess == wanted,
        "decrypted" => (subject.HasFlow && subject.Flow.Decryption is { HasPlaintext: true }) == wanted,
        _ => subject.HasFlow && subject.Flow.IsTunneled == wanted,
    };

    public override string ToString() => text;
}
