namespace NetWatch.Sdk.Tests.Protocols.Http;

/// <summary>Needs libzstd, as <see cref="ZstdFactAttribute"/>.</summary>
sealed class ZstdTheoryAttribute : TheoryAttribute
{
    public ZstdTheoryAttribute() => Skip = ZstdFactAttribute.ReasonToSkip;
}
