using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Tests.Fakes;

/// <summary>
/// A cipher for tests: after a first letter of its protocol every byte is xored with the key that the ring has under the label "K" and
/// identifier 1. What comes before the key waits. '!' throws, '.' is the last byte that is decrypted.
/// </summary>
sealed class FakeDecryptor(bool hasManyStreams = false, string? alpn = null) : IDecryptorFactory, IDecryptor
{
    readonly List<(FlowDirection Direction, byte[] Bytes, Timestamp Time)> _waiting = [];
    IKeyRing _keys = null!;

    public bool YieldsManyStreams => hasManyStreams;

    internal List<string> Log { get; } = [];

    public IDecryptor Create() => this;

    public void Start(in FlowStart start, IKeyRing keys)
    {
        Log.Add($"start {start.Layer}");
        _keys = keys;
        _waiting.Clear();
    }

    public DecryptionVerdict OnData(in StreamChunk chunk, IPlaintextSink sink)
    {
        if (chunk.Bytes.Contains((byte)'!')) throw new InvalidOperationException("a fault of the decryptor");
        if (alpn is not null) sink.OnAlpn(System.Text.Encoding.ASCII.GetBytes(alpn));
        _waiting.Add((chunk.Direction, chunk.Bytes.ToArray(), chunk.Time));
        return OnKeysChanged(sink);
    }

    public DecryptionVerdict OnGap(FlowDirection direction, long missingBytes, IPlaintextSink sink)
    {
        sink.OnGap(0, direction, missingBytes);
        return DecryptionVerdict.Continue;
    }

    public DecryptionVerdict OnKeysChanged(IPlaintextSink sink)
    {
        if (!_keys.TryFind("K", [1], out ReadOnlyMemory<byte> key))
        {
            sink.Report(new DecryptionStatus(DecryptionState.AwaitingKey, "No key."));
            return DecryptionVerdict.Continue;
        }

        sink.Report(new DecryptionStatus(DecryptionState.Decrypted, "Decrypted."));
        bool isOver = false;
        foreach ((FlowDirection direction, byte[] bytes, Timestamp time) in _waiting)
        {
            byte[] plain = [.. bytes.Select(each => (byte)(each ^ key.Span[0]))];
            isOver |= plain.Contains((byte)'.');
            sink.OnData(new StreamChunk { Direction = direction, Bytes = plain, Time = time, StreamId = hasManyStreams ? 4 : 0 });
        }

        _waiting.Clear();
        return isOver ? DecryptionVerdict.Done : DecryptionVerdict.Continue;
    }

    public void OnEnd(IPlaintextSink sink) => Log.Add("end");
}
