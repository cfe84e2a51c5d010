using NetWatch.Plugins.TlsDecryption.Ciphers;
using NetWatch.Plugins.TlsDecryption.Records;
using NetWatch.Sdk.Decryption;

namespace NetWatch.Plugins.TlsDecryption.Keys;

/// <summary>The key of one direction of TLS 1.2 and before: begins with ChangeCipherSpec (RFC 5246 §7.1) and ends with the next one.</summary>
sealed class ConnectionKeys12(TlsSession session)
{
    const int Prepared = -1;

    readonly SequenceSearch _search = new();
    RecordCipher? _current, _next;
    ulong _sequence;
    int _nextOf;
    int _taken;

    internal bool HasKey => _current is not null;

    /// <summary>Whether there is a key for the next record without what the handshake may still say.</summary>
    internal bool CanGoOn => _current is not null || (_next is not null && _nextOf == Prepared);

    internal int Overhead => _current?.Overhead ?? 16;

    /// <summary>The other direction. Its key is made together with this one, while what both depend on is at hand: it may be read much later.</summary>
    internal ConnectionKeys12? Other { get; set; }

    /// <summary>Opens a record under the key; where none is in use yet, under the one that the handshake has agreed on.</summary>
    internal OpenResult Open(IKeyRing keys, bool isClient, in SequenceWindow window, ReadOnlySpan<byte> record, Span<byte> output, out OpenedRecord opened)
    {
        opened = default;
        RecordCipher? cipher = _current ?? Next(keys, isClient);
        if (cipher is null) return OpenResult.MissingKey;
        bool isOpened = _current is null
            ? _search.TryOpenNew(cipher, window, record, output, out int length, out ulong found)
            : _search.TryOpen(cipher, _sequence, window, record, output, out length, out found);
        if (!isOpened)
        {
            cipher.Pass(record[RecordHeader.Length..]);
            return OpenResult.Failed;
        }

        // The first record under the first key is Finished.
        bool isOpening = _current is null && _taken == 0 && found <= 1;
        opened = new OpenedRecord(record[0], length, (long)(found - _sequence), !isOpening);
        if (_current is null) _taken++;
        (_current, _next, _sequence) = (cipher, null, found + 1);
        return OpenResult.Opened;
    }

    RecordCipher? Next(IKeyRing keys, bool isClient)
    {
        if (_next is not null && (_nextOf == session.Changes || _nextOf == Prepared)) return _next;
        if (!session.HasServerHello || session.FindMaster(keys) is not { } master) return null;
        Make(master, isClient);
        Other?.Prepare(master, !isClient, _taken + 1);
        return _next;
    }

    void Make(byte[] master, bool isClient)
    {
        _next?.Dispose();
        _next = KeyBlock.MakeCipher(session, master, isClient);
        _nextOf = session.Changes;
    }

    void Prepare(byte[] master, bool isClient, int number)
    {
        if (_taken >= number) return;
        Make(master, isClient);
        _nextOf = Prepared;
    }

    /// <summary>A ChangeCipherSpec: what follows is under the next key, numbered from 0.</summary>
    internal void Change()
    {
        _current?.Dispose();
        (_current, _sequence) = (null, 0);
        _search.Reset();
    }

    internal void Reset()
    {
        Change();
        _taken = 0;
        _next?.Dispose();
        _next = null;
    }
}
