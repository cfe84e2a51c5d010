namespace NetWatch.Sdk.Snapshots;

/// <summary>How often a domain was asked for.</summary>
/// <param name="Domain">The last two labels of the queried names, or three where the second is a short one such as <c>co.uk</c>.</param>
/// <param name="Queries">How many queries, at most.</param>
/// <param name="NotFound">How many of its responses were NXDOMAIN.</param>
/// <param name="Error">By how much <paramref name="Queries"/> may be too high, since many domains share bounded memory; 0 when it is exact.</param>
public readonly record struct DomainActivity(string Domain, long Queries, long NotFound, long Error);
