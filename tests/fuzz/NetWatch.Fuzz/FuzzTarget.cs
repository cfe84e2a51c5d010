using NetWatch.Engine.Identification;

namespace NetWatch.Fuzz;

/// <summary>Something that takes bytes of strangers.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Make">Makes what runs a case, given its random numbers.</param>
/// <param name="KeepsState">Whether a case depends on those before it.</param>
sealed record FuzzTarget(string Name, Func<Action<Random>> Make, bool KeepsState = false)
{
    internal static FuzzTarget[] All { get; } =
    [
        new("decode", () => new EngineCases().Decode, KeepsState: true),
        new("file", () => new EngineCases().ReadFile),
        new("pipeline", () => new EngineCases().Pipeline, KeepsState: true),
        new("keylog", () => new DecryptionCases().ReadKeyLog),
        new("decrypt", () => new DecryptionCases().Decrypt, KeepsState: true),
        .. BundledProtocols.All.SelectMany(Of),
    ];

    static IEnumerable<FuzzTarget> Of(Protocol protocol)
    {
        yield return new FuzzTarget($"{protocol.Id}-classify", () => new ProtocolCases(protocol).Classify);
        if (protocol.Analyzers is not null) yield return new FuzzTarget($"{protocol.Id}-analyze", () => new ProtocolCases(protocol).Analyze, KeepsState: true);
        // Those that another protocol names may run on many streams, and see no bytes but their own.
        if (protocol is { Id: "http3" or "websocket", Analyzers: { } named }) yield return new FuzzTarget($"{protocol.Id}-streams", () => new StreamCases(named.Create(), protocol.Dissector).Run, KeepsState: true);
        if (protocol.Dissector is not null) yield return new FuzzTarget($"{protocol.Id}-dissect", () => new ProtocolCases(protocol).Dissect);
    }
}
