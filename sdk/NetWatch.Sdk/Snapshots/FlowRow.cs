using NetWatch.Sdk.Export;

namespace NetWatch.Sdk.Snapshots;

/// <summary>A flow for the screen.</summary>
/// <param name="Number">Number of the flow in this capture, from 1; the same that <see cref="PacketRow.FlowNumber"/> carries.</param>
/// <param name="Record">The flow as it stands; <see cref="FlowRecord.EndReason"/> is None while it goes on.</param>
/// <param name="BitsPerSecondToServer">Rate over the last seconds of packet time.</param>
/// <param name="BitsPerSecondToClient">Rate over the last seconds of packet time.</param>
/// <param name="ServerName">The best name known for the responder (SNI, Host, queried name), or null.</param>
public readonly record struct FlowRow(
    long Number, FlowRecord Record, double BitsPerSecondToServer, double BitsPerSecondToClient, string? ServerName);
