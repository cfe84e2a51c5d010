using System.Text;
using NetWatch.Engine.Flows;
using NetWatch.Engine.Identification;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Engine.Decryption;

/// <summary>
/// Decrypts what labelled flows carry where a key ring may serve them, and looks into the plaintext as into any stream: its protocol is
/// identified and analysed in turn. Flows without a decryptor never come here.
/// </summary>
sealed class DecryptionStage(ProtocolTable protocols, FlowTable flows, FactRecorder facts, FlowContentPool contents, FlowInspector inspector,
    AnalyzerPool analyzers, IExtensionFaults faults)
{
    const int MaxAlpnNames = 256;
    const int MaxIdlePending = 256;

    static readonly DecryptionStatus NoKey = new(DecryptionState.NotDecrypted, "No key for this ClientHello.");

    static readonly DecryptionStatus NoKeyLog = new(DecryptionState.NotDecrypted, "No key log was named while this connection was kept ready for one.");

    readonly DecryptorPool _decryptors = new(protocols, faults);
    readonly HashSet<DecryptedLayer> _waiting = [];
    readonly Stack<PendingDecryption> _idle = new();
    readonly Dictionary<string, string> _alpn = new(StringComparer.Ordinal);
    long _layers;
    int _generation;

    /// <summary>The secrets, or null when nothing is to be decrypted.</summary>
    internal KeyRing? Keys { get; set; }

    internal IPlaintextListener? Listener { get; set; }

    /// <summary>Flows that could have been decrypted when there were no secrets of their connection.</summary>
    internal long PassedOver { get; private set; }

    /// <summary>Whether a layer with this label may be decrypted. The first one that could be makes the reader look for secrets further on.</summary>
    internal bool IsWanted(FlowContent content, int rank)
    {
        if (Keys is not { } keys || protocols[rank].Decryptors is null || content.Layer + 1 >= Flow.MaxLayers) return false;
        keys.LookAhead();
        // Without a source of keys the newest are kept ready for one that may be named later.
        bool isWanted = keys.IsActive || _waiting.Count < 2 * keys.ReadyConnections;
        if (!isWanted) PassedOver++;
        return isWanted;
    }

    /// <summary>Makes place for what comes before the hello; null where a hello would not settle whether there are secrets.</summary>
    internal PendingDecryption? TryWaitForHello(int rank)
    {
        if (!Keys!.IsComplete || protocols[rank].Decryptors is not IHelloKeyedDecryptorFactory factory || faults.IsQuarantined(factory)) return null;
        if (!_idle.TryPop(out PendingDecryption? pending)) pending = new PendingDecryption();
        pending.Start(rank);
        return pending;
    }

    internal void Return(PendingDecryption pending)
    {
        pending.Reset();
        if (_idle.Count < MaxIdlePending) _idle.Push(pending);
    }

    internal bool MayServe(TlsClientHello hello, int rank)
    {
        var factory = (IHelloKeyedDecryptorFactory)protocols[rank].Decryptors!;
        try
        {
            // Secrets may have come since.
            return hello.Random.IsEmpty || !Keys!.IsComplete || factory.MayServe(hello, Keys);
        }
        catch (Exception error)
        {
            faults.Report(factory, error);
            return false;
        }
    }

    /// <summary>The flow is not decrypted, and why.</summary>
    internal void Refuse(int index, int layer)
    {
        PassedOver++;
        ref Flow flow = ref flows[index];
        if (flow.Decryption is null) (flow.Decryption, flow.DecryptionDepth) = (NoKey, (byte)layer);
    }

    /// <summary>How the connections stand. Any thread.</summary>
    internal DecryptionCounts Counts { get; } = new();

    /// <summary>Opens the decryption of a layer; null when nobody can decrypt it.</summary>
    internal DecryptedLayer? TryOpen(int index, FlowContent content, int rank, in FlowStart start)
    {
        if (protocols[rank].Decryptors is not { } factory || _decryptors.TryStart(rank, start, Keys!) is not { } decryptor) return null;
        return new DecryptedLayer(this, index, content, rank, factory.YieldsManyStreams)
        {
            Number = ++_layers,
            FlowNumber = flows[index].Number,
            Tuple = start.Tuple,
            Protocol = protocols[rank].Id,
            Decryptor = decryptor,
        };
    }

    /// <summary>Hands on ciphertext; false when nothing more can be decrypted.</summary>
    internal bool OnData(DecryptedLayer layer, in StreamChunk chunk)
    {
        layer.Time = chunk.Time.Nanoseconds;
        return _decryptors.OnData(layer, chunk);
    }

    internal bool OnGap(DecryptedLayer layer, FlowDirection direction, long missing, long time)
    {
        layer.Time = time;
        return missing <= 0 || _decryptors.OnGap(layer, direction, missing);
    }

    /// <summary>The flow is not decrypted any further: what is inside ends too.</summary>
    internal void End(DecryptedLayer layer, long time)
    {
        layer.Time = time;
        _decryptors.End(layer);
        _waiting.Remove(layer);
        // What still waited will not be read any more.
        if (layer.IsWaiting) Count(layer, DecryptionState.NotDecrypted);
        if (layer.Inner is { } inner)
        {
            layer.Inner = null;
            inspector.EndInner(layer.Index, inner, time);
            contents.Return(inner);
        }

        Listener?.OnEnd(layer);
    }

    /// <summary>Asks those who wait again when new secrets have come. Called a few times a second of packet time, and while the wire is quiet.</summary>
    internal void LookForKeys(long time)
    {
        if (Keys is not { } keys) return;
        if (!keys.IsActive && _waiting.Count > keys.ReadyConnections) GiveUpOldest(_waiting.Count - keys.ReadyConnections * 7 / 8, time);
        if (keys.Generation == _generation) return;
        _generation = keys.Generation;
        if (_waiting.Count > 0) Counts.AddReplay();
        // A layer leaves the list while it is called, and may end.
        foreach (DecryptedLayer layer in _waiting.ToArray())
        {
            if (!layer.IsWaiting) continue;
            layer.Time = time;
            if (!_decryptors.OnKeysChanged(layer)) inspector.EndDecryption(layer.Index, layer, time);
        }
    }

    // As long as nobody has named a key log only the newest are kept ready for one.
    void GiveUpOldest(int count, long time)
    {
        foreach (DecryptedLayer layer in _waiting.OrderBy(static layer => layer.Number).Take(count).ToArray())
        {
            layer.Report(NoKeyLog);
            inspector.EndDecryption(layer.Index, layer, time);
        }
    }

    internal string? InnerProtocol(DecryptedLayer layer)
    {
        uint app = flows[layer.Index].Apps >> (8 * (layer.Depth + 1)) & 0xFF;
        return app == 0 ? null : protocols[(int)app - 1].Id;
    }

    internal void OnStatus(DecryptedLayer layer)
    {
        if (layer.IsWaiting) _waiting.Add(layer);
        else _waiting.Remove(layer);
        Count(layer, layer.Status?.State);
        // The outermost is the one that the user asks about first.
        ref Flow flow = ref flows[layer.Index];
        if (flow.Decryption is not null && layer.Depth > flow.DecryptionDepth) return;
        (flow.Decryption, flow.DecryptionDepth) = (layer.Status, (byte)layer.Depth);
    }

    void Count(DecryptedLayer layer, DecryptionState? state)
    {
        if (layer.Depth > 0) return;
        Counts.Move(layer.Counted, state);
        layer.Counted = state;
    }

    internal void ExpectMove(DecryptedLayer layer, in FlowMark mark) => facts.At(layer.Index, layer.Time).ExpectMove(mark);

    internal void Publish(DecryptedLayer layer, Fact fact) => facts.At(layer.Index, layer.Time).Publish(fact);

    internal void OnPlaintext(DecryptedLayer layer, in StreamChunk chunk)
    {
        Listener?.OnData(layer, chunk);
        FlowContent inner = Inside(layer, isAfterGap: false);
        if (layer.HasManyStreams)
        {
            if (inner.Analyzer is not null) inspector.Judge(layer.Index, inner, analyzers.OnData(inner, chunk, Sink(layer)), layer.Time);
            return;
        }

        if (!inner.IsStopped) inspector.OnStreamBytes(layer.Index, inner, chunk.Direction, chunk.Bytes, chunk.Time.Nanoseconds);
        inner.Stream(chunk.Direction).Offset += chunk.Bytes.Length;
    }

    internal void OnPlaintextGap(DecryptedLayer layer, long streamId, FlowDirection direction, long missing)
    {
        Listener?.OnGap(layer, streamId, direction, missing);
        FlowContent inner = Inside(layer, isAfterGap: true);
        if (layer.HasManyStreams)
        {
            if (inner.Analyzer is not null) inspector.Judge(layer.Index, inner, analyzers.OnStreamGap(inner, streamId, direction, missing, Sink(layer)), layer.Time);
            return;
        }

        inner.Stream(direction).Offset += missing;
        if (!inner.IsStopped) inspector.OnStreamGap(layer.Index, inner, direction, missing, layer.Time);
    }

    internal void OnStreamEnd(DecryptedLayer layer, long streamId, FlowDirection direction)
    {
        if (layer is { HasManyStreams: true, Inner: { Analyzer: not null } inner })
            inspector.Judge(layer.Index, inner, analyzers.OnStreamEnd(inner, streamId, direction, Sink(layer)), layer.Time);
    }

    IFactSink Sink(DecryptedLayer layer) => facts.At(layer.Index, layer.Time);

    FlowContent Inside(DecryptedLayer layer, bool isAfterGap)
    {
        if (layer.Inner is { } known) return known;
        FlowContent inner = contents.Rent();
        inner.BeginInside(layer.Outer.Layer + 1, layer.Alpn, isAfterGap);
        layer.Inner = inner;
        if (layer.HasManyStreams) inspector.BeginStreams(layer.Index, inner, protocols.FindOnStreams(layer.Alpn), layer.Time);
        return inner;
    }

    /// <summary>The name as one string for all flows.</summary>
    internal string AlpnText(ReadOnlySpan<byte> protocol)
    {
        Span<char> text = stackalloc char[byte.MaxValue];
        int length = Encoding.Latin1.GetChars(protocol, text);
        ReadOnlySpan<char> name = text[..length];
        if (_alpn.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out string? known)) return known;
        string made = name.ToString();
        // Peers may make names up; the table is for the few that are real.
        if (_alpn.Count < MaxAlpnNames) _alpn[made] = made;
        return made;
    }
}
