using System.Globalization;
using System.Security.Cryptography;
using NetWatch.Plugins.TlsDecryption.Ciphers;
using NetWatch.Sdk.Decryption;

namespace NetWatch.Plugins.TlsDecryption.Keys;

/// <summary>
/// The keys of one direction of TLS 1.3 in their order: early data, handshake, application data, and one more for each KeyUpdate (RFC 8446
/// §7). When a record does not open under one key the next are tried, so that the message that announces the change may be lost.
/// </summary>
sealed class TrafficKeys13(TlsSession session)
{
    const int Early = 0, Handshake = 1, Application = 2;

    // So many KeyUpdates may be lost in one gap.
    const int MostMissedUpdates = 4;

    static readonly ushort[] ShortHash = [0x1301, 0x1303, 0x1304, 0x1305], LongHash = [0x1302];

    readonly SequenceSearch _search = new();
    RecordCipher? _current;
    byte[]? _secret;
    int _epoch = -1;
    ulong _sequence;

    internal int Overhead => _current?.Overhead ?? 17;

    internal bool HasOpened => _current is not null;

    internal bool IsPastEarlyData => _epoch >= Handshake;

    internal OpenResult Open(IKeyRing keys, bool isClient, in SequenceWindow window, ReadOnlySpan<byte> record, Span<byte> output, out OpenedRecord opened)
    {
        opened = default;
        if (_current is not null && _search.TryOpen(_current, _sequence, window, record, output, out int length, out ulong found))
        {
            opened = Strip(output[..length], (long)(found - _sequence), true);
            _sequence = found + 1;
            return OpenResult.Opened;
        }

        byte[]? secret = _secret;
        int last = _epoch < Application ? Application : _epoch + MostMissedUpdates;
        for (int epoch = _epoch + 1; epoch <= last; epoch++)
        {
            if (epoch == Early && !isClient) continue;
            // Clients log the server's secret a moment before their own. Answers that came out before their questions would be told without them.
            if (epoch == Application && !isClient && keys.MayGrow && !Has(keys, isClient: true, Application)) return OpenResult.MissingKey;
            secret = SecretOf(keys, isClient, epoch, secret);
            if (secret is not null && TryEpoch(epoch, secret, window, record, output, out opened)) return OpenResult.Opened;
        }

        if (_epoch >= Application) return OpenResult.Failed;
        if (!Has(keys, isClient, Application)) return OpenResult.MissingKey;
        return _epoch < Handshake && !Has(keys, isClient, Handshake) ? OpenResult.Unreadable : OpenResult.Failed;
    }

    bool TryEpoch(int epoch, byte[] secret, in SequenceWindow window, ReadOnlySpan<byte> record, Span<byte> output, out OpenedRecord opened)
    {
        foreach (ushort id in Candidates(epoch, secret.Length))
        {
            SuiteInfo suite = session.Suite?.Id == id ? session.Suite : SuiteInfo.Of(id);
            // A ServerHello may name anything, also a suite without a key of its own: there is no cipher of it here.
            if (!suite.IsAead) continue;
            RecordCipher cipher = KeySchedule13.MakeCipher(suite, session.Version, secret);
            if (!_search.TryOpenNew(cipher, window, record, output, out int length, out ulong found))
            {
                cipher.Dispose();
                continue;
            }

            if (session.Suite is null && epoch != Early) session.Suite = suite;
            // Before the first application key there is only the handshake; before a later one there was data.
            opened = Strip(output[..length], (long)found, epoch > Application || (epoch == Application && found > 0));
            Take(cipher, epoch, secret, found + 1);
            return true;
        }

        opened = default;
        return false;
    }

    void Take(RecordCipher cipher, int epoch, byte[] secret, ulong sequence)
    {
        _current?.Dispose();
        _current = cipher;
        (_epoch, _secret, _sequence) = (epoch, secret, sequence);
    }

    // Early data may be under another suite with the same hash (RFC 8446 §4.2.11); a lost ServerHello leaves only the length to go by.
    ReadOnlySpan<ushort> Candidates(int epoch, int length)
    {
        if (session.Suite is { } known && epoch != Early) return new ushort[] { known.Id };
        return length == 48 ? LongHash : ShortHash;
    }

    byte[]? SecretOf(IKeyRing keys, bool isClient, int epoch, byte[]? before)
    {
        if (keys.TryFind(Label(isClient, epoch), session.ClientRandom, out ReadOnlyMemory<byte> logged) && logged.Length is 32 or 48) return logged.ToArray();
        return epoch > Application && before is not null && session.Suite is { } suite ? KeySchedule13.NextSecret(suite, session.Version, before) : null;
    }

    bool Has(IKeyRing keys, bool isClient, int epoch) => keys.TryFind(Label(isClient, epoch), session.ClientRandom, out _);

    static string Label(bool isClient, int epoch) => epoch switch
    {
        Early => KeyLogLabels.ClientEarlyTraffic,
        Handshake => isClient ? KeyLogLabels.ClientHandshakeTraffic : KeyLogLabels.ServerHandshakeTraffic,
        Application => isClient ? KeyLogLabels.ClientTraffic : KeyLogLabels.ServerTraffic,
        _ => string.Create(CultureInfo.InvariantCulture, $"{(isClient ? "CLIENT" : "SERVER")}_TRAFFIC_SECRET_{epoch - Application}"),
    };

    // RFC 8446 §5.4: behind the content stands its type, and behind that zeros as many as the sender likes.
    static OpenedRecord Strip(ReadOnlySpan<byte> inner, long lost, bool mayFollowData)
    {
        int last = inner.LastIndexOfAnyExcept((byte)0);
        return last < 0 ? new OpenedRecord(0, 0, lost, mayFollowData) : new OpenedRecord(inner[last], last, lost, mayFollowData);
    }

    internal void Reset()
    {
        _current?.Dispose();
        _current = null;
        if (_secret is not null) CryptographicOperations.ZeroMemory(_secret);
        (_secret, _epoch, _sequence) = (null, -1, 0);
        _search.Reset();
    }
}
