using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Filters;

/// <summary>A bare word: part of an address, of the protocol or of the server name.</summary>
sealed class WordNode(string word) : FilterNode
{
    internal override bool NeedsFlow => true;

    internal override bool Matches(in FilterSubject subject) =>
        (subject.HasAddresses && (IsPartOf(subject.Tuple.Source) || IsPartOf(subject.Tuple.Destination)))
        || IsPartOf(subject.App) || IsPartOf(subject.InnerApp) || IsPartOf(subject.ThirdApp) || IsPartOf(subject.FourthApp)
        || ServerNames.Any(subject, this, static (word, name) => word.IsPartOf(name));

    public override string ToString() => FilterValue.Quote(word);

    bool IsPartOf(string? text) => text is not null && text.Contains(word, StringComparison.OrdinalIgnoreCase);

    bool IsPartOf(NetAddress address)
    {
        Span<char> text = stackalloc char[NetAddress.MaxTextLength];
        address.TryFormat(text, out int length, default, null);
        return ((ReadOnlySpan<char>)text[..length]).Contains(word, StringComparison.OrdinalIgnoreCase);
    }
}
