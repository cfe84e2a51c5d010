using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Tests.Fakes;

/// <summary>Writes down what it is told, and reacts as a test says.</summary>
sealed class FakeAnalyzer(FakeProtocol owner) : IFlowAnalyzer
{
    readonly long[] _expected = new long[2];
    bool _isStream;

    public void Start(in FlowStart start)
    {
        owner.Log.Add($"start {(start.IsMidStream ? "in the middle " : "")}{(start.IsResumed ? "again " : "")}{start.Tuple.Transport}");
        owner.StartedIds.Add(start.FlowId);
        _expected.AsSpan().Clear();
        _isStream = start.Tuple.Transport == Transport.Tcp;
        if (owner.ThrowsAtStart) throw new InvalidOperationException("at start");
    }

    public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts)
    {
        int side = (int)chunk.Direction;
        chunk.Bytes.IsEmpty.ShouldBeFalse();
        if (_isStream) chunk.Offset.ShouldBe(_expected[side], "chunks of a direction join");
        _expected[side] += chunk.Bytes.Length;
        owner.Log.Add($"{(side == 0 ? ">" : "<")}{Encoding.Latin1.GetString(chunk.Bytes)}{(chunk.IsTruncated ? "…" : "")}");
        owner.Received[side].AddRange(chunk.Bytes);
        return owner.React(chunk, facts);
    }

    public AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts)
    {
        missingBytes.ShouldBePositive();
        _expected[(int)direction] += missingBytes;
        owner.Log.Add($"{(direction == FlowDirection.FromInitiator ? ">" : "<")}gap {missingBytes}");
        return owner.ReactToGap;
    }

    public void OnEnd(IFactSink facts)
    {
        owner.Log.Add("end");
        owner.OnEnd?.Invoke(facts);
    }
}
