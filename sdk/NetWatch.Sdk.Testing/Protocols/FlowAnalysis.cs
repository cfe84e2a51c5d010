using System.Globalization;
using System.Text;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>What came of a sample flow.</summary>
public sealed record FlowAnalysis
{
    /// <summary>The protocol id, or null when none was recognised.</summary>
    public string? App { get; init; }

    /// <summary>How sure, 1 to 100; 0 without a label.</summary>
    public int Confidence { get; init; }

    /// <summary>The protocol that took over inside, or null.</summary>
    public string? InnerApp { get; init; }

    /// <summary>Why the first analyzer that objected said that the bytes are not of its protocol, or null.</summary>
    public string? Violation { get; init; }

    /// <summary>The facts in the order they were published.</summary>
    public required IReadOnlyList<Fact> Facts { get; init; }

    /// <summary>The flows that were announced, in order.</summary>
    public IReadOnlyList<ExpectedFlow> Expected { get; init; } = [];

    /// <summary>All of it as stable lines, for golden files and comparisons.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder();
            text.Append(CultureInfo.InvariantCulture, $"app={App ?? "-"}\n");
            if (InnerApp is not null) text.Append(CultureInfo.InvariantCulture, $"inner={InnerApp}\n");
            if (Violation is not null) text.Append(CultureInfo.InvariantCulture, $"violation={Violation}\n");
            return text.Append(FactText.Of(Facts)).ToString();
        }
    }
}
