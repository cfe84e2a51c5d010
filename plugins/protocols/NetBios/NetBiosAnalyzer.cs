using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.NetBios;

/// <summary>Reads the messages of a flow, whichever of the three services it is of.</summary>
sealed class NetBiosAnalyzer : IFlowAnalyzer
{
    /// <summary>Announcements repeat for as long as a host is up, in one flow; what they say first is enough.</summary>
    const int MaxDatagrams = 16;

    NameFlow? _names;
    SessionFlow? _session;
    bool _isStream;
    int _datagrams;

    public void Start(in FlowStart start)
    {
        _isStream = start.Tuple.Transport == Transport.Tcp;
        _names?.Clear();
        _session?.Clear();
        _datagrams = 0;
    }

    public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts)
    {
        if (_isStream) return (_session ??= new SessionFlow()).OnData(chunk, facts);
        ReadOnlySpan<byte> bytes = chunk.Bytes;
        if (NameHeader.IsMessage(bytes, chunk.IsTruncated))
        {
            if (NameMessage.TryRead(bytes, out NameMessage message)) (_names ??= new NameFlow()).OnMessage(message, chunk, facts);
        }
        else if (DatagramHeader.IsMessage(bytes, chunk.IsTruncated, onPort: true) && _datagrams < MaxDatagrams)
        {
            _datagrams++;
            facts.Publish(Describe(bytes));
        }

        return AnalysisVerdict.Continue;
    }

    public AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts)
    {
        _session?.OnEnd(facts);
        return AnalysisVerdict.Done;
    }

    public void OnEnd(IFactSink facts)
    {
        _names?.OnEnd(facts);
        _session?.OnEnd(facts);
    }

    static DatagramFact Describe(ReadOnlySpan<byte> bytes)
    {
        DatagramHeader.TryRead(bytes, out DatagramHeader header);
        int at = header.HasData ? DatagramHeader.NamesAt : DatagramHeader.QueryNameAt;
        NetBiosName source = default, destination = default;
        if (header.HasData) NetBiosName.TryRead(bytes, ref at, out source);
        // A query names the destination it asks about, and nobody else.
        if ((source.IsRead || header.IsQuery) && !NetBiosName.TryRead(bytes, ref at, out destination)) at = bytes.Length;
        return new DatagramFact
        {
            Type = DatagramHeader.TypeName(header.Type),
            NodeType = DatagramHeader.NodeName(header.Flags),
            SourceAddress = header.Source.ToString(),
            Source = source.IsRead ? source.Text() : null,
            SourceSuffix = source.Suffix,
            Destination = destination.IsRead ? destination.Text() : null,
            DestinationSuffix = destination.Suffix,
            Browser = source.IsRead && destination.IsRead ? BrowserMessage.Read(bytes[at..]) : null,
        };
    }
}
