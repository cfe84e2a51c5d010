using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Http;

/// <summary>Says which rules of the framing the messages of a flow break.</summary>
static class IrregularityFact
{
    internal static OpenFact Of(Irregularities seen)
    {
        var names = new List<string>();
        if (seen.HasFlag(Irregularities.InvalidLength)) names.Add("invalid content length");
        if (seen.HasFlag(Irregularities.ConflictingLengths)) names.Add("conflicting content lengths");
        if (seen.HasFlag(Irregularities.LengthAndCoding)) names.Add("content length beside transfer coding");
        if (seen.HasFlag(Irregularities.BrokenChunk)) names.Add("broken chunk");
        if (seen.HasFlag(Irregularities.FoldedField)) names.Add("folded field");
        if (seen.HasFlag(Irregularities.OverlongLine)) names.Add("overlong line");
        if (seen.HasFlag(Irregularities.NotHttp)) names.Add("bytes between messages");
        return new OpenFact("http", "irregularities", [new("irregularities", names)]);
    }
}
