using System.Globalization;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.QuicDecryption;

/// <summary>How the decryption of a connection stands, told when it changes.</summary>
sealed class DecryptionReport
{
    DecryptionState _state;
    string? _sentence;
    uint _version;
    ushort _suite;

    internal bool HasPlaintext => _state is DecryptionState.Decrypted or DecryptionState.Partial;

    internal DecryptionState State => _state;

    internal void Start()
    {
        _state = DecryptionState.Pending;
        _sentence = null;
        _version = 0;
        _suite = 0;
    }

    internal void Await(uint version, ushort suite, IPlaintextSink sink) =>
        Tell(DecryptionState.AwaitingKey, "No key for this ClientHello.", version, suite, sink);

    internal void Decrypt(uint version, ushort suite, IPlaintextSink sink)
    {
        if (_state != DecryptionState.Partial) Tell(DecryptionState.Decrypted, "Decrypted.", version, suite, sink);
    }

    internal void Lose(string sentence, IPlaintextSink sink) => Tell(DecryptionState.Partial, sentence, _version, _suite, sink);

    internal void LoseBytes(long stream, FlowDirection direction, long missing, IPlaintextSink sink)
    {
        string side = direction == FlowDirection.FromInitiator ? "client" : "server";
        Lose(string.Create(CultureInfo.InvariantCulture, $"Decrypted, but {missing} bytes of stream {stream} from the {side} were not captured."), sink);
    }

    internal void LoseEnd(FlowDirection direction, IPlaintextSink sink)
    {
        if (_state != DecryptionState.Decrypted) return;
        Lose($"Decrypted, but the last packets from the {(direction == FlowDirection.FromInitiator ? "client" : "server")} are missing.", sink);
    }

    internal void LosePackets(FlowDirection direction, IPlaintextSink sink)
    {
        if (_state != DecryptionState.Decrypted) return;
        Lose($"Decrypted, but packets from the {(direction == FlowDirection.FromInitiator ? "client" : "server")} are missing.", sink);
    }

    internal void GiveUp(string sentence, IPlaintextSink sink) => Tell(DecryptionState.NotDecrypted, sentence, _version, _suite, sink);

    void Tell(DecryptionState state, string sentence, uint version, ushort suite, IPlaintextSink sink)
    {
        if (state == _state && sentence == _sentence && version == _version && suite == _suite) return;
        (_state, _sentence, _version, _suite) = (state, sentence, version, suite);
        sink.Report(new DecryptionStatus(state, sentence) { Version = version, CipherSuite = suite });
    }
}
