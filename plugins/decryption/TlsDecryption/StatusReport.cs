using NetWatch.Sdk.Decryption;

namespace NetWatch.Plugins.TlsDecryption;

/// <summary>Tells how decryption stands, when it has changed.</summary>
sealed class StatusReport(TlsSession session)
{
    DecryptionStatus? _last;

    internal bool HasPlaintext => _last is { HasPlaintext: true };

    internal DecryptionState State => _last?.State ?? DecryptionState.Pending;

    internal void Start() => _last = null;

    internal void Set(IPlaintextSink sink, DecryptionState state, string sentence)
    {
        if (_last is { Version: 0 } && session.HasServerHello)
        {
            // Early data was decrypted before it was known under which version.
            if (HasPlaintext) sink.Report(_last = _last with { Version = session.Version, CipherSuite = session.Suite!.Id });
        }

        // The first gap is the one that is named; what was decrypted does not become undecrypted.
        if (_last is not null && ((_last.State == state && ReferenceEquals(_last.Sentence, sentence)) || _last.State == DecryptionState.Partial)) return;
        if (HasPlaintext && state is not DecryptionState.Partial) return;
        _last = new DecryptionStatus(state, sentence)
        {
            Version = session.HasServerHello ? session.Version : 0u,
            CipherSuite = session.Suite?.Id ?? 0,
        };
        sink.Report(_last);
    }
}
