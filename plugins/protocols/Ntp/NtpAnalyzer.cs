using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Ntp;

/// <summary>Pairs questions and answers of a flow by the time that an answer repeats (RFC 5905 §8), and tells control and private requests.</summary>
sealed class NtpAnalyzer : IFlowAnalyzer
{
    /// <summary>Clients ask once or in a burst of eight.</summary>
    const int Capacity = 8;

    /// <summary>Characters kept of the text of a control message.</summary>
    const int MaxText = 512;

    readonly Question[] _questions = new Question[Capacity];
    int _next;
    int _lastPrivate;

    public void Start(in FlowStart start)
    {
        Array.Clear(_questions);
        _next = 0;
        _lastPrivate = -1;
    }

    public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts)
    {
        ReadOnlySpan<byte> bytes = chunk.Bytes;
        int version = bytes[0] >> 3 & 7, mode = bytes[0] & 7;
        if (version is < 1 or > 4) return AnalysisVerdict.Continue;
        if (mode == 6) OnControl(bytes, chunk.IsTruncated, facts);
        else if (mode == 7) OnPrivate(bytes, chunk.IsTruncated, facts);
        else if (bytes.Length >= NtpHeader.Length) OnTime(new NtpHeader(bytes), chunk, facts);
        return AnalysisVerdict.Continue;
    }

    public AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts) => AnalysisVerdict.Continue;

    public void OnEnd(IFactSink facts)
    {
        for (int i = 0; i < Capacity; i++)
        {
            ref Question question = ref _questions[(_next + i) % Capacity];
            if (question.Fact is not null) facts.Publish(question.Fact);
            question = default;
        }
    }

    void OnTime(in NtpHeader header, in StreamChunk chunk, IFactSink facts)
    {
        int index = Find(header.Origin.Raw, chunk.Direction);
        NtpFact fact = NtpFactReader.Read(header, index < 0 ? null : _questions[index].Time, chunk.Time);
        if (index >= 0) _questions[index] = default;
        // Peers answer and ask in one message (RFC 5905 §3), and a client only asks.
        bool asks = header.Mode is 1 or 2 or 3;
        if (index >= 0 || !asks) facts.Publish(fact);
        if (!asks || header.Transmit.Raw == 0) return;
        ref Question oldest = ref _questions[_next];
        if (oldest.Fact is not null) facts.Publish(oldest.Fact);
        oldest = new Question { Fact = index >= 0 ? null : fact, Transmit = header.Transmit.Raw, Time = chunk.Time, Direction = chunk.Direction };
        _next = (_next + 1) % Capacity;
    }

    int Find(ulong origin, FlowDirection direction)
    {
        if (origin == 0) return -1;
        for (int i = 0; i < Capacity; i++)
        {
            if (_questions[i].Transmit == origin && _questions[i].Direction != direction) return i;
        }

        return -1;
    }

    static void OnControl(ReadOnlySpan<byte> bytes, bool isTruncated, IFactSink facts)
    {
        if (bytes.Length < ControlHeader.Length || !ControlHeader.IsMessage(bytes, isTruncated)) return;
        var header = new ControlHeader(bytes);
        // The first fragment tells what it is about.
        if (header.Offset != 0) return;
        // Added one by one: to fill the list in one go is compiled in each run.
        var values = new List<KeyValuePair<string, object>>
        {
            new("version", header.Version), new("mode", "control"), new("type", header.IsResponse ? "response" : "request"),
            new("operation", ControlHeader.OperationName(header.Operation)), new("sequence", (int)header.Sequence), new("association_id", (int)header.Association),
        };
        if (header.IsResponse) values.Add(new("status", (int)header.Status));
        if (header.IsError) values.Add(new("error", true));
        if (header.HasMore) values.Add(new("more", true));
        if (!header.Data.IsEmpty && header.Operation != 1) values.Add(new("data", Text(header.Data)));
        facts.Publish(new OpenFact("ntp", header.IsResponse ? "control_response" : "control_request", values, isTransaction: true));
    }

    void OnPrivate(ReadOnlySpan<byte> bytes, bool isTruncated, IFactSink facts)
    {
        if (bytes.Length < PrivateHeader.Length || !PrivateHeader.IsMessage(bytes, isTruncated)) return;
        var header = new PrivateHeader(bytes);
        // A list comes in up to a hundred packets, and an attacker asks without end.
        int what = (header.IsResponse ? 0x1_0000 : 0) | header.Implementation << 8 | header.Request;
        if (what == _lastPrivate) return;
        _lastPrivate = what;
        // Added one by one: to fill the list in one go is compiled in each run.
        var values = new List<KeyValuePair<string, object>>
        {
            new("version", header.Version), new("mode", "private"), new("type", header.IsResponse ? "response" : "request"),
            new("operation", PrivateHeader.RequestName(header.Request)), new("implementation", (int)header.Implementation), new("sequence", header.Sequence),
        };
        if (header.IsResponse)
        {
            values.Add(new("error", PrivateHeader.ErrorName(header.Error)));
            values.Add(new("items", header.Items));
            values.Add(new("item_size", header.ItemSize));
        }

        facts.Publish(new OpenFact("ntp", header.IsResponse ? "private_response" : "private_request", values, isTransaction: true));
    }

    static string Text(ReadOnlySpan<byte> data)
    {
        var text = new StringBuilder();
        foreach (byte value in data[..Math.Min(MaxText, data.Length)])
        {
            if (value is >= 0x20 and < 0x7F) text.Append((char)value);
            else if (value is (byte)'\r' or (byte)'\n') text.Append(' ');
            else if (value != 0) text.Append('·');
        }

        return text.ToString().Trim();
    }

    struct Question
    {
        /// <summary>What is told when no answer comes; null of a message that was an answer as well.</summary>
        internal NtpFact? Fact;
        internal ulong Transmit;
        internal Timestamp Time;
        internal FlowDirection Direction;
    }
}
