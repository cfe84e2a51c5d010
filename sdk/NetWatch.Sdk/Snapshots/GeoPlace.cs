namespace NetWatch.Sdk.Snapshots;

/// <summary>What a database says of an address; what it does not say is empty or 0.</summary>
public sealed record GeoPlace
{
    /// <summary>ISO 3166-1 code of the country, for instance <c>DE</c>.</summary>
    public string CountryCode { get; init; } = "";

    /// <summary>English name of the country.</summary>
    public string Country { get; init; } = "";

    /// <summary>English name of the city.</summary>
    public string City { get; init; } = "";

    /// <summary>Number of the autonomous system.</summary>
    public long AsNumber { get; init; }

    /// <summary>Who runs the autonomous system.</summary>
    public string AsOrganization { get; init; } = "";
}
