using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Plugins.Ftp;

/// <summary>Cuts both sides of a control connection into lines and hands them to the session.</summary>
sealed class FtpAnalyzer : IFlowAnalyzer
{
    const int MaxLine = 2048;

    // For lines that come in pieces, which few do; made for the first of them.
    readonly LineBuffer?[] _lines = new LineBuffer?[2];
    readonly bool[] _isBroken = new bool[2];
    readonly FtpSession _session = new();
    FlowStart _start;
    FlowDirection _server;
    bool _isServerKnown;

    /// <inheritdoc/>
    public void Start(in FlowStart start)
    {
        _start = start;
        _lines[0]?.Clear();
        _lines[1]?.Clear();
        _isBroken.AsSpan().Clear();
        _server = FlowDirection.FromResponder;
        _isServerKnown = false;
        _session.Start(start, isTurned: false);
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts)
    {
        if (!_isServerKnown) FindServer(chunk);
        ReadOnlySpan<byte> rest = chunk.Bytes;
        int side = (int)chunk.Direction;
        while (TryTakeLine(side, ref rest, out ReadOnlySpan<byte> line))
        {
            if (_isBroken[side])
            {
                // The end of a line whose beginning is missing.
                _isBroken[side] = false;
                continue;
            }

            AnalysisVerdict verdict = chunk.Direction == _server
                ? _session.OnServerLine(line, chunk.Time, facts)
                : _session.OnClientLine(line, chunk.Time, facts);
            if (verdict.IsUpgrade) return AnalysisVerdict.Upgrade(chunk.Bytes.Length - rest.Length);
            if (verdict != AnalysisVerdict.Continue) return verdict;
        }

        return AnalysisVerdict.Continue;
    }

    bool TryTakeLine(int side, ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> line)
    {
        if (_lines[side] is { } pieces) return pieces.TryTake(ref bytes, out line);
        int end = bytes.IndexOf((byte)'\n');
        if (end < 0 && !bytes.IsEmpty) return (_lines[side] = new LineBuffer(MaxLine)).TryTake(ref bytes, out line);
        line = end < 0 ? default : bytes[..Math.Min(end, MaxLine)];
        bytes = bytes[(end + 1)..];
        if (!line.IsEmpty && line[^1] == '\r') line = line[..^1];
        return end >= 0;
    }

    // Joined in the middle, who opened the connection is a guess. The server is the one that speaks in numbers.
    void FindServer(in StreamChunk chunk)
    {
        _isServerKnown = true;
        if (!_start.IsMidStream) return;
        bool isServer = char.IsAsciiDigit((char)chunk.Bytes[0]);
        _server = isServer ? chunk.Direction : 1 - chunk.Direction;
        if (_server == FlowDirection.FromInitiator) _session.Start(_start, isTurned: true);
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts)
    {
        _lines[(int)direction]?.Clear();
        _isBroken[(int)direction] = true;
        _session.OnGap(direction == _server, facts);
        return AnalysisVerdict.Continue;
    }

    /// <inheritdoc/>
    public void OnEnd(IFactSink facts) => _session.OnEnd(facts);
}
