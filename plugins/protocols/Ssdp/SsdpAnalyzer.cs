using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Ssdp;

/// <summary>Tells each message of a flow once. Devices announce the same dozen things for as long as they run.</summary>
sealed class SsdpAnalyzer : IFlowAnalyzer
{
    /// <summary>So many different messages of a flow are told.</summary>
    const int MaxTold = 64;

    readonly ulong[] _told = new ulong[MaxTold];
    int _count;

    public void Start(in FlowStart start) => _count = 0;

    public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts)
    {
        if (_count == MaxTold) return AnalysisVerdict.Done;
        if (!SsdpFactReader.IsMessage(chunk.Bytes)) return AnalysisVerdict.Continue;
        ulong hash = Hash(chunk.Bytes);
        if (WireBytes.Contains(_told.AsSpan(0, _count), hash)) return AnalysisVerdict.Continue;
        _told[_count++] = hash;
        if (SsdpFactReader.Read(chunk.Bytes) is { } fact) facts.Publish(fact);
        return AnalysisVerdict.Continue;
    }

    public AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts) => AnalysisVerdict.Continue;

    public void OnEnd(IFactSink facts)
    {
        // Every message was told when it came.
    }

    static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 14695981039346656037;
        var fields = new SsdpFields(bytes);
        foreach (byte value in fields.StartLine) hash = (hash ^ value) * 1099511628211;
        while (fields.MoveNext())
        {
            // The date of an answer says nothing new.
            if (fields.IsNamed("DATE")) continue;
            foreach (byte value in bytes.Slice(fields.Start, fields.LineLength)) hash = (hash ^ value) * 1099511628211;
        }

        return hash;
    }
}
