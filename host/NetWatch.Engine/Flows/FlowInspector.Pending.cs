using NetWatch.Engine.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Flows;

/// <summary>Flows whose hello is still to tell whether they are decrypted.</summary>
sealed partial class FlowInspector
{
    void BeginDecryption(int index, FlowContent content, int rank, in FlowStart start)
    {
        if (_decryption is not { } stage || !stage.IsWanted(content, rank)) return;
        // Who joined in the middle has missed the hello, most likely; then a decryptor is made when the flow ends or has sent much, to say so.
        if (content.Analyzer is not null && stage.TryWaitForHello(rank) is { } pending) content.Pending = pending;
        else content.Decryption = stage.TryOpen(index, content, rank, start);
    }

    // Called behind the analyzer, which may just have read the hello.
    void DecideOnHello(int index, FlowContent content, in StreamChunk chunk, AnalysisVerdict verdict, long time)
    {
        PendingDecryption pending = content.Pending!;
        bool isLast = verdict.IsDone || verdict.IsUpgrade;
        if (facts.Hello is not { } hello)
        {
            if (!isLast && pending.TryKeep(chunk)) return;
            if (pending.IsRefused) DropPending(content, pending);
            else OpenPending(index, content, time);
            return;
        }

        if (_decryption!.MayServe(hello, pending.Rank))
        {
            OpenPending(index, content, time);
            return;
        }

        _decryption.Refuse(index, content.Layer);
        // On datagrams a hello whose version is turned down is followed by another.
        if (isLast || content.IsInner || flows[index].Transport == Transport.Tcp) DropPending(content, pending);
        else pending.Refuse();
    }

    void OpenPending(int index, FlowContent content, long time)
    {
        if (content.Pending is not { } pending) return;
        content.Pending = null;
        FlowStart start = StartOf(flows[index], content, time);
        content.Decryption = _decryption!.TryOpen(index, content, pending.Rank, start);
        for (int i = 0; i < pending.Count && content.Decryption is { } layer; i++)
        {
            if (!_decryption.OnData(layer, pending[i])) EndDecryption(content, layer, time);
        }

        _decryption.Return(pending);
    }

    // What came so far may still say why nothing could be decrypted.
    void EndAllDecryption(int index, FlowContent content, long time)
    {
        if (content.Pending is { IsRefused: true } refused) DropPending(content, refused);
        else OpenPending(index, content, time);
        if (content.Decryption is { } layer) EndDecryption(content, layer, time);
    }

    void DropPending(FlowContent content, PendingDecryption pending)
    {
        content.Pending = null;
        _decryption!.Return(pending);
    }
}
