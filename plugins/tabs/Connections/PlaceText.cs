using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Connections;

/// <summary>Places as text.</summary>
static class PlaceText
{
    /// <summary>City, country and system, as far as they are known.</summary>
    internal static string Of(GeoPlace place)
    {
        string where = string.Join(", ", new[] { place.City, place.Country.Length > 0 ? place.Country : place.CountryCode }.Where(each => each.Length > 0));
        string system = place.AsNumber == 0 ? "" : $"AS{place.AsNumber} {place.AsOrganization}".TrimEnd();
        return where.Length > 0 && system.Length > 0 ? $"{where} · {system}" : where + system;
    }
}
