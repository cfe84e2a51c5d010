using System.Globalization;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Host.Configuration.Page;

/// <summary>Figures on the Settings tab.</summary>
static class PageText
{
    internal static string Count(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many ?? one + "s")}");

    internal static string Bytes(long bytes)
    {
        Span<char> buffer = stackalloc char[Units.MaxLength];
        return Units.Bytes(bytes, buffer).ToString();
    }

    internal static string Span(TimeSpan span)
    {
        Span<char> buffer = stackalloc char[Units.MaxLength];
        return Units.Duration(span, buffer).ToString();
    }

    internal static string Clock(DateTimeOffset moment) => moment.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    internal static string Origin(in SettingValue value) => value.Origin switch
    {
        SettingOrigin.Here => "changed here",
        SettingOrigin.Default => "default",
        _ => value.Source,
    };
}
