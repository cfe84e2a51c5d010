using NetWatch.Plugins.TlsDecryption.Ciphers;
using NetWatch.Plugins.TlsDecryption.Records;

namespace NetWatch.Plugins.TlsDecryption.Keys;

/// <summary>
/// Opens a record whose number is known within a window only: the likely numbers first, and no more than a bounded number of attempts. An
/// authentic record proves its number.
/// </summary>
sealed class SequenceSearch
{
    const int MaxAttempts = 512;
    const int MaxAttemptsBetweenSuccesses = 8192;

    int _attempts;
    ulong _lastCounter, _lastSequence;
    bool _hasCounter;

    internal bool TryOpen(RecordCipher cipher, ulong first, in SequenceWindow window, ReadOnlySpan<byte> record, Span<byte> output,
        out int length, out ulong found)
    {
        ReadOnlySpan<byte> header = record[..RecordHeader.Length], body = record[RecordHeader.Length..];
        if (window.IsExact) return TryOne(cipher, first + (ulong)window.Least, header, body, output, out length, out found);
        if (_hasCounter && cipher.TryReadCounter(body, out ulong counter) && counter - _lastCounter < (ulong)window.Most + 2
            && TryOne(cipher, _lastSequence + (counter - _lastCounter), header, body, output, out length, out found)) return true;
        long guess = Math.Clamp(window.Guess, window.Least, window.Most);
        for (long distance = 0; distance <= MaxAttempts / 2; distance++)
        {
            if (guess - distance >= window.Least
                && TryOne(cipher, first + (ulong)(guess - distance), header, body, output, out length, out found)) return true;
            if (distance > 0 && guess + distance <= window.Most
                && TryOne(cipher, first + (ulong)(guess + distance), header, body, output, out length, out found)) return true;
            if (_attempts > MaxAttemptsBetweenSuccesses) break;
        }

        (length, found) = (0, 0);
        return false;
    }

    /// <summary>The same for a key that may be new here, and most likely is.</summary>
    internal bool TryOpenNew(RecordCipher cipher, in SequenceWindow window, ReadOnlySpan<byte> record, Span<byte> output, out int length, out ulong found) =>
        TryOpen(cipher, 0, default, record, output, out length, out found)
        || (window.Most > 0 && TryOpen(cipher, 0, window.FromStart, record, output, out length, out found));

    bool TryOne(RecordCipher cipher, ulong sequence, ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, Span<byte> output, out int length, out ulong found)
    {
        found = sequence;
        _attempts++;
        if (!cipher.TryOpen(sequence, header, body, output, out length)) return false;
        _attempts = 0;
        _hasCounter = cipher.TryReadCounter(body, out _lastCounter);
        _lastSequence = sequence;
        return true;
    }

    internal void Reset()
    {
        _attempts = 0;
        _hasCounter = false;
    }
}
