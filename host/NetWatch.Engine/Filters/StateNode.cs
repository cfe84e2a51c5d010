using NetWatch.Sdk.Export;

namespace NetWatch.Engine.Filters;

/// <summary>The state of a TCP connection is one of a set.</summary>
sealed class StateNode(bool isNegated, TcpState[] states, string text) : FilterNode
{
    internal override bool NeedsFlow => true;

    internal override bool Matches(in FilterSubject subject) =>
        subject.HasFlow && subject.Flow.TcpState != TcpState.None && (Array.IndexOf(states, subject.Flow.TcpState) >= 0) != isNegated;

    public override string ToString() => text;

    /// <summary>Reads the name of a state, with or without hyphens and underscores.</summary>
    internal static bool TryParse(string name, out TcpState state)
    {
        string plain = name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        // Numbers would parse as any state, also as one that does not exist.
        return Enum.TryParse(plain, ignoreCase: true, out state) && state != TcpState.None && Enum.IsDefined(state) && !char.IsAsciiDigit(plain[0]);
    }
}
