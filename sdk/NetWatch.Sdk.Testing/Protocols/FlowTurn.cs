using System.Text;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>What one end of a sample flow says before the other end speaks again; on datagrams one datagram.</summary>
public sealed record FlowTurn
{
    FlowTurn(FlowDirection direction, ReadOnlyMemory<byte> bytes, long missingBytes = 0)
    {
        Direction = direction;
        Bytes = bytes;
        MissingBytes = missingBytes;
    }

    /// <summary>Who speaks.</summary>
    public FlowDirection Direction { get; }

    /// <summary>The bytes; empty for a gap.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>How many bytes of the stream are missing at this place; 0 but for a gap.</summary>
    public long MissingBytes { get; }

    /// <summary>Whether the capture cut this datagram short. Ignored on streams, where a cut is a gap.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Packet time that passes before this turn. All segments of a turn carry the same time, so that latencies do not depend on the cuts.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Bytes of the side that opened the flow.</summary>
    public static FlowTurn FromInitiator(ReadOnlyMemory<byte> bytes) => new(FlowDirection.FromInitiator, bytes);

    /// <summary>Text of the side that opened the flow, as Latin-1, so that <c>\u0080</c> to <c>\u00FF</c> are single bytes.</summary>
    public static FlowTurn FromInitiator(string text) => FromInitiator(Encoding.Latin1.GetBytes(text));

    /// <summary>Bytes of the side that was contacted.</summary>
    public static FlowTurn FromResponder(ReadOnlyMemory<byte> bytes) => new(FlowDirection.FromResponder, bytes);

    /// <summary>Text of the side that was contacted, as Latin-1.</summary>
    public static FlowTurn FromResponder(string text) => FromResponder(Encoding.Latin1.GetBytes(text));

    /// <summary>Bytes of a stream that the capture did not see.</summary>
    /// <param name="direction">The direction in which they are missing.</param>
    /// <param name="missingBytes">How many, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one byte.</exception>
    public static FlowTurn Gap(FlowDirection direction, long missingBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(missingBytes, 1);
        return new FlowTurn(direction, ReadOnlyMemory<byte>.Empty, missingBytes);
    }
}
