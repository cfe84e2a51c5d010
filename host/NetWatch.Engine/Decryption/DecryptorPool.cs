using NetWatch.Engine.Identification;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Decryption;

/// <summary>The one door through which decryptors are called: keeps used ones, and lets no exception out.</summary>
sealed class DecryptorPool
{
    const int MaxIdle = 1024;

    readonly ProtocolTable _protocols;
    readonly IExtensionFaults _faults;
    readonly Stack<IDecryptor>[] _idle;

    internal DecryptorPool(ProtocolTable protocols, IExtensionFaults faults)
    {
        (_protocols, _faults) = (protocols, faults);
        _idle = new Stack<IDecryptor>[protocols.Count];
        for (int i = 0; i < _idle.Length; i++) _idle[i] = new Stack<IDecryptor>();
    }

    /// <summary>A decryptor for a protocol that has begun its flow; null when there is none or it is out of use.</summary>
    internal IDecryptor? TryStart(int rank, in FlowStart start, IKeyRing keys)
    {
        if (_protocols[rank].Decryptors is not { } factory || _faults.IsQuarantined(factory)) return null;
        try
        {
            if (!_idle[rank].TryPop(out IDecryptor? decryptor)) decryptor = factory.Create();
            decryptor.Start(start, keys);
            return decryptor;
        }
        catch (Exception error)
        {
            _faults.Report(factory, error);
            return null;
        }
    }

    // After an exception nobody knows in which state it is, so it is not called again.
    internal bool OnData(DecryptedLayer layer, in StreamChunk chunk)
    {
        try
        {
            return IsInUse(layer) && layer.Decryptor.OnData(chunk, layer) == DecryptionVerdict.Continue;
        }
        catch (Exception error)
        {
            return Fail(layer, error);
        }
    }

    internal bool OnGap(DecryptedLayer layer, FlowDirection direction, long missing)
    {
        try
        {
            return IsInUse(layer) && layer.Decryptor.OnGap(direction, missing, layer) == DecryptionVerdict.Continue;
        }
        catch (Exception error)
        {
            return Fail(layer, error);
        }
    }

    internal bool OnKeysChanged(DecryptedLayer layer)
    {
        try
        {
            return IsInUse(layer) && layer.Decryptor.OnKeysChanged(layer) == DecryptionVerdict.Continue;
        }
        catch (Exception error)
        {
            return Fail(layer, error);
        }
    }

    /// <summary>Ends the decryption of a flow and keeps the decryptor for the next.</summary>
    internal void End(DecryptedLayer layer)
    {
        if (layer.IsFailed || !IsInUse(layer)) return;
        try
        {
            layer.Decryptor.OnEnd(layer);
        }
        catch (Exception error)
        {
            Fail(layer, error);
            return;
        }

        Stack<IDecryptor> idle = _idle[layer.Rank];
        if (idle.Count < MaxIdle) idle.Push(layer.Decryptor);
    }

    bool IsInUse(DecryptedLayer layer) => !_faults.IsQuarantined(_protocols[layer.Rank].Decryptors!);

    bool Fail(DecryptedLayer layer, Exception error)
    {
        layer.IsFailed = true;
        _faults.Report(_protocols[layer.Rank].Decryptors!, error);
        return false;
    }
}
