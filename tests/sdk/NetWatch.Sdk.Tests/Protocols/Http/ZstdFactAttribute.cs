using NetWatch.Sdk.Protocols.Http;

namespace NetWatch.Sdk.Tests.Protocols.Http;

/// <summary>Needs libzstd, which nearly every Linux has; CI must have it.</summary>
sealed class ZstdFactAttribute : FactAttribute
{
    public ZstdFactAttribute() => Skip = ReasonToSkip;

    internal static string? ReasonToSkip => ContentCoding.HasZstd || Environment.GetEnvironmentVariable("CI") == "true" ? null : "libzstd is not installed.";
}
