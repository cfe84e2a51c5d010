using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.QuicDecryption.Tests;

/// <summary>Keeps what a decryptor hands on, and holds it to its contract: bytes in order, no overlap, nothing after an end.</summary>
sealed class TestSink : IPlaintextSink
{
    readonly Dictionary<(long Stream, FlowDirection Direction), long> _positions = [];
    readonly HashSet<(long Stream, FlowDirection Direction)> _ended = [];

    internal SortedDictionary<(long Stream, FlowDirection Direction), SortedDictionary<long, byte>> Bytes { get; } = [];

    internal List<(long Stream, FlowDirection Direction, long Missing)> Gaps { get; } = [];

    internal List<DecryptionStatus> Reports { get; } = [];

    internal List<Fact> Facts { get; } = [];

    internal string? Alpn { get; private set; }

    internal DecryptionStatus? Status => Reports.LastOrDefault();

    internal bool HasEnded(long stream, FlowDirection direction) => _ended.Contains((stream, direction));

    /// <summary>All bytes of a stream, those that are missing left out.</summary>
    internal byte[] Stream(long stream, FlowDirection direction) => Bytes.TryGetValue((stream, direction), out SortedDictionary<long, byte>? bytes) ? [.. bytes.Values] : [];

    /// <summary>All streams with their bytes and places, for comparison.</summary>
    internal string Text => string.Join('\n', Bytes.Select(stream =>
        $"{stream.Key.Stream}/{stream.Key.Direction} {Convert.ToHexString([.. stream.Value.Values])} to {(stream.Value.Count == 0 ? 0 : stream.Value.Keys.Last())}"));

    public void OnData(in StreamChunk chunk)
    {
        chunk.Bytes.Length.ShouldBeGreaterThan(0);
        (long, FlowDirection) key = (chunk.StreamId, chunk.Direction);
        _ended.ShouldNotContain(key);
        chunk.Offset.ShouldBe(_positions.GetValueOrDefault(key), $"stream {key}");
        _positions[key] = chunk.Offset + chunk.Bytes.Length;
        if (!Bytes.TryGetValue(key, out SortedDictionary<long, byte>? bytes)) Bytes[key] = bytes = [];
        for (int i = 0; i < chunk.Bytes.Length; i++) bytes.Add(chunk.Offset + i, chunk.Bytes[i]);
    }

    public void OnGap(long streamId, FlowDirection direction, long missingBytes)
    {
        missingBytes.ShouldBeGreaterThan(0);
        _ended.ShouldNotContain((streamId, direction));
        _positions[(streamId, direction)] = _positions.GetValueOrDefault((streamId, direction)) + missingBytes;
        Gaps.Add((streamId, direction, missingBytes));
    }

    public void OnStreamEnd(long streamId, FlowDirection direction) => _ended.Add((streamId, direction)).ShouldBeTrue();

    public void OnAlpn(ReadOnlySpan<byte> protocol)
    {
        Bytes.ShouldBeEmpty();
        Alpn ??= System.Text.Encoding.ASCII.GetString(protocol);
    }

    public void Report(DecryptionStatus status)
    {
        status.ShouldNotBe(Status);
        Reports.Add(status);
    }

    public void Publish(Fact fact) => Facts.Add(fact);
}
