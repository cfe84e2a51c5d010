using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Tests.Testing;

/// <summary>Publishes each name; "stop" ends the analysis, "bad" is a violation, "next" hands over to another protocol.</summary>
public sealed class GreetingAnalyzer : IFlowAnalyzer
{
    readonly List<byte>[] _waiting = [[], []];

    public void Start(in FlowStart start)
    {
        _waiting[0].Clear();
        _waiting[1].Clear();
    }

    public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts)
    {
        List<byte> waiting = _waiting[(int)chunk.Direction];
        int before = waiting.Count;
        waiting.AddRange(chunk.Bytes);
        int used = 0;
        while (waiting.Count - used >= 6 && waiting.Count - used >= 6 + waiting[used + 5])
        {
            string name = Encoding.ASCII.GetString([.. waiting.Skip(used + 6).Take(waiting[used + 5])]);
            used += 6 + name.Length;
            Publish(facts, "greeting", name, chunk.Offset - before + used);
            if (name == "stop") return AnalysisVerdict.Done;
            if (name == "bad") return AnalysisVerdict.Violation("The name is bad.");
            if (name == "next") return AnalysisVerdict.Upgrade(used - before);
        }

        waiting.RemoveRange(0, used);
        return AnalysisVerdict.Continue;
    }

    public AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts)
    {
        _waiting[(int)direction].Clear();
        Publish(facts, "gap", direction.ToString(), missingBytes);
        return AnalysisVerdict.Continue;
    }

    public void OnEnd(IFactSink facts) => Publish(facts, "end", "", 0);

    static void Publish(IFactSink facts, string kind, string name, long at) =>
        facts.Publish(new OpenFact("greeting", kind, [new("name", name), new("at", at)]));
}
