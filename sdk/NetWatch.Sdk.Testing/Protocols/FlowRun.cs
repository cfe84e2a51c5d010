using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>One sample flow on its way through classifiers and analyzers.</summary>
sealed class FlowRun
{
    // A violation after the first 10 KiB of a flow leaves its label (AnalysisVerdict.Violation).
    const int ViolationLimit = 10 * 1024;

    readonly AnalyzerHarness _harness;
    readonly FlowSample _sample;
    readonly FactCollector _facts = new();
    readonly List<Segment> _pending = [];
    readonly long[] _offsets = new long[2];
    readonly HashSet<string> _excluded = [];
    List<(ProtocolParts Parts, ClassifierRun Run)> _candidates = [];
    PrefixBuffer _buffer;
    ProtocolParts? _protocol;
    IFlowAnalyzer? _analyzer;
    string? _app;
    string? _innerApp;
    string? _violation;
    int _confidence;
    long _seen;
    bool _isInner;
    bool _isResting;
    bool _hasRested;
    string? _announced;

    internal FlowRun(AnalyzerHarness harness, FlowSample sample)
    {
        _harness = harness;
        _sample = sample;
        _buffer = new PrefixBuffer(sample, sample.IsMidStream);
        AskAllAgain();
    }

    internal void OnData(in Segment segment)
    {
        _seen += segment.Bytes.Length;
        Accept(segment);
    }

    internal void OnGap(FlowDirection direction, long missingBytes) => Accept(new Segment(direction, default, default, false, missingBytes));

    internal FlowAnalysis End()
    {
        Release();
        return new FlowAnalysis { App = _app, Confidence = _confidence, InnerApp = _innerApp, Violation = _violation, Facts = _facts.Facts, Expected = _facts.Expected };
    }

    void Accept(in Segment segment)
    {
        if (_protocol is not null)
        {
            Analyze(segment);
            return;
        }

        _pending.Add(segment);
        if (segment.MissingBytes > 0) _buffer.Truncate(segment.Direction);
        else _buffer.Append(segment.Direction, segment.Bytes.Span, segment.IsTruncated);
        Identify(segment.Direction);
    }

    void Identify(FlowDirection direction)
    {
        // The outer protocol has said who takes over: its classifier is not asked, unless its analyzer objects.
        string? announced = _announced;
        _announced = null;
        if (announced is not null && _candidates.Find(candidate => candidate.Parts.Declaration.Id == announced).Parts is { } named)
        {
            Adopt(named, Classification.Match(), direction);
            return;
        }

        foreach ((ProtocolParts parts, ClassifierRun run) in _candidates)
        {
            Classification answer = run.Ask(_buffer, direction);
            if (!answer.IsMatch) continue;
            Adopt(parts, answer, direction);
            return;
        }
    }

    void Adopt(ProtocolParts parts, Classification answer, FlowDirection direction)
    {
        if (_isInner) _innerApp = parts.Declaration.Id;
        else (_app, _confidence) = (parts.Declaration.Id, answer.Confidence);
        _protocol = parts;
        _analyzer = _harness.Rent(parts);
        _offsets.AsSpan().Clear();
        if (_analyzer is null)
        {
            parts.Describer?.Describe(_buffer.Prefix(direction), _facts);
            return;
        }

        Segment[] waiting = [.. _pending];
        _pending.Clear();
        _analyzer.Start(new FlowStart(_sample.Tuple, _sample.IsMidStream && !_isInner, waiting.Length > 0 ? waiting[^1].Time : _sample.Start));
        // An upgrade or a violation on the way sends what follows back to the classifiers.
        foreach (Segment segment in waiting) Accept(segment);
    }

    void Analyze(in Segment segment)
    {
        if (_analyzer is null) return;
        if (_isResting) Resume(segment);
        AnalysisVerdict verdict = segment.MissingBytes > 0
            ? _analyzer.OnGap(segment.Direction, segment.MissingBytes, _facts)
            : _analyzer.OnData(ChunkOf(segment), _facts);
        _offsets[(int)segment.Direction] += segment.Bytes.Length + segment.MissingBytes;
        // The early bytes are kept for the other classifiers, which are asked when an analyzer takes its label back.
        if (_seen <= ViolationLimit) _pending.Add(segment);
        if (verdict.IsDone) Release();
        else if (verdict.IsViolation) Violate(verdict.Reason ?? "");
        else if (verdict.IsUpgrade) Upgrade(segment, Math.Min(verdict.BytesUsed, segment.Bytes.Length), verdict.Protocol);
        else if (verdict.IsRest && !_isInner && _sample.Tuple.Transport != Transport.Tcp) _isResting = _hasRested = true;
    }

    // Whoever rests serves other flows meanwhile, so it must not count on what it knew.
    void Resume(in Segment segment)
    {
        _isResting = false;
        _offsets.AsSpan().Clear();
        _analyzer!.Start(new FlowStart(_sample.Tuple, false, segment.Time) { IsResumed = true });
    }

    StreamChunk ChunkOf(in Segment segment) => new()
    {
        Direction = segment.Direction,
        Bytes = segment.Bytes.Span,
        Time = segment.Time,
        Offset = _offsets[(int)segment.Direction],
        IsTruncated = segment.IsTruncated,
    };

    void Violate(string reason)
    {
        _violation ??= reason;
        string id = _protocol!.Declaration.Id;
        Release();
        if (_seen > ViolationLimit || _hasRested) return;
        _excluded.Add(id);
        if (_isInner) _innerApp = null;
        else (_app, _confidence) = (null, 0);
        Segment[] early = [.. _pending];
        Restart(_isInner);
        foreach (Segment segment in early) Accept(segment);
    }

    void Upgrade(in Segment segment, int bytesUsed, string? protocol)
    {
        Release();
        _excluded.Clear();
        Restart(isInner: true);
        _announced = protocol;
        if (bytesUsed < segment.Bytes.Length) Accept(segment with { Bytes = segment.Bytes[bytesUsed..] });
    }

    void Restart(bool isInner)
    {
        _isInner = isInner;
        _protocol = null;
        _pending.Clear();
        _buffer = new PrefixBuffer(_sample, _sample.IsMidStream && !isInner);
        AskAllAgain();
    }

    void AskAllAgain() =>
        _candidates = [.. _harness.AskedAbout(_sample)
            .Where(parts => !_excluded.Contains(parts.Declaration.Id))
            .Select(parts => (parts, new ClassifierRun(parts.Classifier, parts.Declaration)))];

    void Release()
    {
        if (_analyzer is null) return;
        if (!_isResting) _analyzer.OnEnd(_facts);
        _isResting = false;
        _harness.Return(_protocol!, _analyzer);
        _analyzer = null;
    }
}
