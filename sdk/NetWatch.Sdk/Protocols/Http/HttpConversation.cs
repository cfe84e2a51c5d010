using System.Buffers;

namespace NetWatch.Sdk.Protocols.Http;

/// <summary>
/// Collects the messages of a connection of HTTP/2 or HTTP/3 for showing them: fields, and bodies that are decoded when they are added to a tree. Bounded;
/// screen's thread.
/// </summary>
/// <param name="knowsEnds">Whether <see cref="OnEnd"/> is told; else a body without a Content-Length that says otherwise is taken for whole.</param>
public sealed class HttpConversation(bool knowsEnds = true)
{
    const int MaxStreams = 300;
    const int MaxContent = 2 << 20;

    readonly Dictionary<long, Exchange> _exchanges = [];
    readonly List<long> _order = [];
    HttpFieldLines _section = new();
    int _content;

    /// <summary>Takes the lines of a section that is decoded; the next one begins anew.</summary>
    public HttpFieldLines BeginSection() => _section = new HttpFieldLines();

    /// <summary>The section that was begun last is of this stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="fromClient">Who sent it; a promised request counts as the client's.</param>
    public void OnSection(long stream, bool fromClient)
    {
        if (Find(stream) is not { } exchange) return;
        HttpFieldLines section = _section;
        _section = new HttpFieldLines();
        bool isRequest = section.Fields.IsRequest || (fromClient && !section.Fields.IsResponse);
        (isRequest ? exchange.Request : exchange.Response).Take(section);
    }

    /// <summary>Content of a body.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="fromClient">Whose.</param>
    /// <param name="content">The bytes, framing undone.</param>
    public void OnContent(long stream, bool fromClient, ReadOnlySpan<byte> content)
    {
        if (_content + content.Length > MaxContent || Find(stream) is not { } exchange) return;
        _content += content.Length;
        (fromClient ? exchange.Request : exchange.Response).Body.Write(content);
    }

    /// <summary>One side of a stream is complete.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="fromClient">Which.</param>
    public void OnEnd(long stream, bool fromClient)
    {
        if (_exchanges.TryGetValue(stream, out Exchange? exchange)) (fromClient ? exchange.Request : exchange.Response).IsComplete = true;
    }

    Exchange? Find(long stream)
    {
        if (_exchanges.TryGetValue(stream, out Exchange? known)) return known;
        if (_order.Count >= MaxStreams) return null;
        _order.Add(stream);
        return _exchanges[stream] = new Exchange();
    }

    /// <summary>Adds all exchanges in the order in which they began.</summary>
    public void AddTo(IDetailTree tree)
    {
        foreach (long stream in _order)
        {
            Exchange exchange = _exchanges[stream];
            HttpFields? request = exchange.Request.Head?.Fields, response = exchange.Response.Head?.Fields;
            string asked = request?.Method is null ? "Request not seen" : $"{request.Method} {request.Host}{request.Path}";
            string answered = response is null ? "no answer yet" : response.Status == 0 ? "answer not known" : $"{response.Status} {response.ContentType}".TrimEnd();
            tree.Open($"{asked} → {answered} (stream {stream})", 0, 0);
            exchange.Request.AddTo(tree, "Request", knowsEnds);
            exchange.Response.AddTo(tree, "Response", knowsEnds);
            tree.Close();
        }
    }

    sealed class Exchange
    {
        internal Message Request { get; } = new();

        internal Message Response { get; } = new();
    }

    sealed class Message
    {
        readonly List<HttpFieldLines> _sections = [];

        internal ArrayBufferWriter<byte> Body { get; } = new();

        internal bool IsComplete { get; set; }

        /// <summary>The section that is the head: not an interim one, and not trailers.</summary>
        internal HttpFieldLines? Head { get; private set; }

        internal void Take(HttpFieldLines section)
        {
            _sections.Add(section);
            if (section.Fields.IsRequest || section.Fields.Status >= 200 || (Head is null && section.Fields.Status == 0)) Head ??= section;
        }

        internal void AddTo(IDetailTree tree, string title, bool knowsEnds)
        {
            if (_sections.Count == 0 && Body.WrittenCount == 0) return;
            tree.Open(title, 0, 0);
            foreach (HttpFieldLines section in _sections)
            {
                foreach (string line in section.Lines) tree.Add(line, 0, 0);
            }

            long announced = Head?.Fields.ContentLength ?? -1;
            bool isWhole = IsComplete || announced == Body.WrittenCount || (!knowsEnds && announced < 0);
            BodyTree.Add(tree, "Body", Body.WrittenSpan, Head?.Fields.ContentEncoding, Head?.Fields.ContentType, isWhole, 0, 0, maxLine: 500);
            tree.Close();
        }
    }
}
