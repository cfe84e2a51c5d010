using System.Globalization;
using System.Text;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Ntp;

/// <summary>A question for the time and the answer to it, either of which may be missing, or an announcement of the time.</summary>
sealed class NtpFact : Fact
{
    public override string Protocol => "ntp";

    public override string Kind => "exchange";

    public override bool IsTransaction => true;

    /// <summary>Of the answer where there is one.</summary>
    internal int Version { get; init; }

    internal required string Mode { get; init; }

    internal string? Leap { get; init; }

    /// <summary>0 to 16; -1 when nobody told it.</summary>
    internal int Stratum { get; init; } = -1;

    /// <summary>What the server is set by; null at stratum 0.</summary>
    internal string? ReferenceId { get; init; }

    /// <summary>Why a server refuses (RFC 5905 §7.4), for instance <c>RATE</c>; null without a refusal.</summary>
    internal string? KissCode { get; init; }

    internal int Poll { get; init; }

    internal int Precision { get; init; }

    internal double RootDelayMs { get; init; }

    internal double RootDispersionMs { get; init; }

    /// <summary>How far the server's clock is ahead of the clock that captured, in milliseconds; null without both messages.</summary>
    internal double? OffsetMs { get; init; }

    /// <summary>Round trip without the server's own time, in milliseconds, as seen where it was captured.</summary>
    internal double? DelayMs { get; init; }

    internal IReadOnlyList<string> Extensions { get; init; } = [];

    internal bool IsAuthenticated { get; init; }

    public override string Summary
    {
        get
        {
            var text = new StringBuilder("NTP").Append(CultureInfo.InvariantCulture, $"v{Version} {Mode.Replace('_', ' ')}");
            if (KissCode is not null) return text.Append(", refused: ").Append(KissCode).ToString();
            if (Stratum > 0) text.Append(CultureInfo.InvariantCulture, $", stratum {Stratum}");
            if (ReferenceId is not null) text.Append(CultureInfo.InvariantCulture, $" ({ReferenceId})");
            if (OffsetMs is { } offset) text.Append(CultureInfo.InvariantCulture, $", offset {offset:F3} ms, delay {DelayMs:F3} ms");
            return text.ToString();
        }
    }

    public override void WriteTo(IFactWriter writer)
    {
        writer.Number("version", Version);
        writer.Text("mode", Mode);
        writer.Text("leap", Leap);
        if (Stratum >= 0) writer.Number("stratum", Stratum);
        writer.Text("reference_id", ReferenceId);
        writer.Text("kiss_code", KissCode);
        writer.Number("poll", Poll);
        writer.Number("precision", Precision);
        if (Stratum > 0)
        {
            writer.Number("root_delay_ms", Math.Round(RootDelayMs, 3));
            writer.Number("root_dispersion_ms", Math.Round(RootDispersionMs, 3));
        }

        if (OffsetMs is { } offset) writer.Number("offset_ms", Math.Round(offset, 6));
        if (DelayMs is { } delay) writer.Number("delay_ms", Math.Round(delay, 6));
        writer.List("extensions", Extensions);
        if (IsAuthenticated) writer.Flag("authenticated", true);
    }
}
