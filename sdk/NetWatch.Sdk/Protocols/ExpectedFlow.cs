using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols;

/// <summary>
/// A flow that another one has agreed on: the data connection of a control connection. An analyzer announces it with
/// <see cref="IFactSink.Expect"/>; when it appears, it has its label from the first packet on, no classifier
/// is asked, and <see cref="Analyzer"/> follows it.
/// </summary>
/// <remarks>
/// One announcement is good for one flow. Announcing the same ends again replaces what was announced before. The peers of the announcing
/// flow may be hostile: announce only ends that the announcing flow has itself, or a stranger chooses what gets the label.
/// </remarks>
public sealed record ExpectedFlow
{
    /// <summary>The longest that is waited for a flow.</summary>
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromMinutes(10);

    /// <summary>The id of the protocol whose label the flow gets; an announcement for one that is not loaded is ignored.</summary>
    public required string Protocol { get; init; }

    /// <summary>The transport: TCP or UDP.</summary>
    public required Transport Transport { get; init; }

    /// <summary>Who will open the flow, from any port; <see cref="NetAddress.IsNone"/>, the default, for anybody.</summary>
    public NetAddress Initiator { get; init; }

    /// <summary>Whom it will contact.</summary>
    public required NetAddress Responder { get; init; }

    /// <summary>The port that it will contact: 1 to 65,535.</summary>
    public required ushort ResponderPort { get; init; }

    /// <summary>How long it is waited for, in packet time: more than zero, at most <see cref="MaxLifetime"/>. Default one minute.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Follows the flow: started with its first packet, ended like any analyzer, never used again, never called when the flow does not come.
    /// It may share objects with the analyzer that announced it: both are called on one thread. It must not be shared with another announcement.
    /// </summary>
    public required IFlowAnalyzer Analyzer { get; init; }
}
