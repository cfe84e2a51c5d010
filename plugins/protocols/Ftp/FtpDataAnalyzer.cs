using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Ftp;

/// <summary>
/// Follows a data connection just long enough to say what it carries. The content is nobody's business here, so after the first byte the
/// flow is only counted.
/// </summary>
sealed class FtpDataAnalyzer(Transfer transfer) : IFlowAnalyzer
{
    bool _isTold;

    /// <inheritdoc/>
    public void Start(in FlowStart start)
    {
        // Made for one flow.
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnData(in StreamChunk chunk, IFactSink facts)
    {
        // Where packets overtook each other the command may come a little later than the first bytes.
        if (transfer.Command is null && chunk.Offset < 64 * 1024) return AnalysisVerdict.Continue;
        Tell(facts);
        // RFC 4217 §9: with PROT P a TLS handshake comes first. A file that only looks like one is not taken for it by others.
        return chunk.Offset == 0 && chunk.Bytes[0] == 22 ? AnalysisVerdict.Upgrade(0) : AnalysisVerdict.Done;
    }

    /// <inheritdoc/>
    public AnalysisVerdict OnGap(FlowDirection direction, long missingBytes, IFactSink facts) => AnalysisVerdict.Continue;

    /// <inheritdoc/>
    public void OnEnd(IFactSink facts) => Tell(facts);

    void Tell(IFactSink facts)
    {
        if (_isTold) return;
        _isTold = true;
        facts.Publish(new FtpDataFact(transfer));
    }
}
