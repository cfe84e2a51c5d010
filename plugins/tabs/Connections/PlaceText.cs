using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Connections;

/// <summary>Places as text.</summary>
static class PlaceText
{
    /// <summary>For a column: country, and the city or else the system. Allocates nothing.</summary>
    internal static ReadOnlySpan<char> Short(GeoPlace place, Span<char> buffer)
    {
        int at = 0;
        Append(buffer, ref at, place.CountryCode);
        Append(buffer, ref at, place.City.Length > 0 ? place.City : place.AsOrganization);
        return buffer[..at];
    }

    static void Append(Span<char> buffer, ref int at, string text)
    {
        if (text.Length == 0) return;
        if (at > 0) buffer[at++] = ' ';
        ReadOnlySpan<char> cut = text.AsSpan(0, Math.Min(text.Length, Math.Min(48, buffer.Length - at)));
        cut.CopyTo(buffer[at..]);
        at += cut.Length;
    }

    /// <summary>City, country and system, as far as they are known.</summary>
    internal static string Of(GeoPlace place)
    {
        string where = string.Join(", ", new[] { place.City, place.Country.Length > 0 ? place.Country : place.CountryCode }.Where(each => each.Length > 0));
        string system = place.AsNumber == 0 ? "" : $"AS{place.AsNumber} {place.AsOrganization}".TrimEnd();
        return where.Length > 0 && system.Length > 0 ? $"{where} · {system}" : where + system;
    }
}
