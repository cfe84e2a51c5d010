using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>What both ends have said so far, as a host holds it for the classifiers: streams from the first byte on, of datagrams the latest.</summary>
sealed class PrefixBuffer(FlowSample sample, bool isMidStream)
{
    readonly byte[][] _bytes = [[], []];
    readonly int[] _datagrams = [-1, -1];
    readonly bool[] _truncated = new bool[2];

    internal bool IsStream => sample.Transport == Transport.Tcp;

    internal int Length(FlowDirection direction) => _bytes[(int)direction].Length;

    internal void Append(FlowDirection direction, ReadOnlySpan<byte> bytes, bool isTruncated)
    {
        int at = (int)direction;
        // What follows a gap can't be joined to what came before it, so a stream's prefix ends there.
        if (IsStream && _truncated[at]) return;
        _bytes[at] = IsStream ? [.. _bytes[at], .. bytes] : bytes.ToArray();
        _datagrams[at]++;
        _truncated[at] = !IsStream && isTruncated;
    }

    internal void Truncate(FlowDirection direction) => _truncated[(int)direction] = true;

    internal FlowPrefix Prefix(FlowDirection direction) => new()
    {
        Transport = sample.Transport,
        InitiatorAddress = sample.InitiatorAddress,
        ResponderAddress = sample.ResponderAddress,
        InitiatorPort = sample.InitiatorPort,
        ResponderPort = sample.ResponderPort,
        Direction = direction,
        Bytes = _bytes[(int)direction],
        Opposite = _bytes[1 - (int)direction],
        IsTruncated = _truncated[(int)direction],
        IsMidStream = isMidStream,
        DatagramIndex = IsStream ? 0 : Math.Max(0, _datagrams[(int)direction]),
    };
}
