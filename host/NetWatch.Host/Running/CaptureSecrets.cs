using NetWatch.Engine;
using NetWatch.Engine.Decryption;
using NetWatch.Engine.Files;

namespace NetWatch.Host.Running;

/// <summary>
/// Brings the secrets of one capture into the ring: those in front of a packet as they come, those behind it by looking ahead where the capture is
/// a file that can be read anywhere. That is done once, for the first connection that secrets may be for.
/// </summary>
sealed class CaptureSecrets : IDisposable
{
    // To look through a file that is not in memory takes as long as to read it.
    const long MostToLookThrough = 2L << 30;

    readonly KeyRing _ring;
    readonly PacketPipeline _pipeline;
    readonly CaptureFileReader _reader;
    readonly FileStream? _file;
    long _lateAt;

    internal CaptureSecrets(KeyRing ring, PacketPipeline pipeline, CaptureFileReader reader, Stream stream)
    {
        (_ring, _pipeline, _reader) = (ring, pipeline, reader);
        _file = stream is FileStream { CanSeek: true } file ? file : null;
        reader.SecretsFound = OnSecrets;
        ring.HasAllOfCapture = false;
        if (_file is not null) ring.ReadAhead = ReadAhead;
    }

    /// <summary>What could not be decrypted because of where the secrets stand, in one sentence; null when that is nothing.</summary>
    internal string? Notice => _lateAt == 0 ? null
        : $"{_reader.Name}: its secrets stand behind packets they may be for (at byte {_lateAt}), and {Why}. "
            + "Connections before that place may be left encrypted: put the secrets in front (editcap --inject-secrets), or give them with --keylog.";

    string Why => _file is null ? "what comes through a pipe is read once" : _reader.IsCompressed ? "a compressed file is read once" : "so large a file is looked through in part";

    /// <summary>Called before the first packet is handed on, when the format is known.</summary>
    internal void Begin() => _ring.HasAllOfCapture = !_reader.MayBringSecrets;

    void OnSecrets(CaptureFileSecrets secrets)
    {
        _ring.Add(secrets);
        if (_ring.HasAllOfCapture || _ring.ReadAhead is not null) return;
        // Where there are some there may be more; what waits for them is kept within bounds.
        _ring.CaptureBringsMore = true;
        if (_lateAt == 0 && _pipeline.FlowsWithoutKeys > 0) _lateAt = _reader.BytesConsumed;
    }

    void ReadAhead()
    {
        _ring.HasAllOfCapture = true;
        if (_reader.TryReadSecretsAhead(_file!.SafeFileHandle, MostToLookThrough)) return;
        _ring.HasAllOfCapture = !_reader.MayBringSecrets;
    }

    public void Dispose()
    {
        _ring.ReadAhead = null;
        _ring.CaptureBringsMore = false;
        _reader.SecretsFound = null;
    }
}
