using System.Text;

namespace NetWatch.Plugins.Http;

/// <summary>What the fields of a head say about the length of its body (RFC 9112 §6).</summary>
struct MessageFraming
{
    bool _isChunked;
    bool _hasCoding;
    bool _isInvalid;
    bool _isConflicting;
    long _lengthAndOne;

    /// <summary>The length, or -1 when none was given.</summary>
    internal readonly long Length => _lengthAndOne - 1;

    /// <summary>Whether a transfer coding was given, whatever it is.</summary>
    internal readonly bool HasCoding => _hasCoding;

    /// <summary>Whether the last transfer coding is chunked.</summary>
    internal readonly bool IsChunked => _isChunked;

    /// <summary>Whether a length was given that can't be believed; a transfer coding makes it irrelevant.</summary>
    internal readonly bool IsUnusable => (_isInvalid || _isConflicting) && !_hasCoding;

    internal bool HasFold { get; set; }

    internal readonly Irregularities Irregularities =>
        (_isInvalid ? Irregularities.InvalidLength : 0) | (_isConflicting ? Irregularities.ConflictingLengths : 0)
        | (HasFold ? Irregularities.FoldedField : 0) | (_hasCoding && Length >= 0 ? Irregularities.LengthAndCoding : 0);

    internal void Clear()
    {
        _isChunked = _hasCoding = _isInvalid = _isConflicting = HasFold = false;
        _lengthAndOne = 0;
    }

    // The same number several times, in one field or in many, counts once (RFC 9110 §8.6).
    internal void AddLength(ReadOnlySpan<byte> value)
    {
        while (!value.IsEmpty)
        {
            int comma = value.IndexOf((byte)',');
            AddOneLength(Blanks.Trim(comma < 0 ? value : value[..comma]));
            value = comma < 0 ? default : value[(comma + 1)..];
        }
    }

    void AddOneLength(ReadOnlySpan<byte> digits)
    {
        if (!TryParse(digits, out long length)) _isInvalid = true;
        else if (Length >= 0 && Length != length) _isConflicting = true;
        else _lengthAndOne = length + 1;
    }

    static bool TryParse(ReadOnlySpan<byte> digits, out long length)
    {
        length = 0;
        foreach (byte digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit) || length > (long.MaxValue - 9) / 10) return false;
            length = length * 10 + digit - '0';
        }

        return !digits.IsEmpty;
    }

    internal void AddCoding(ReadOnlySpan<byte> value)
    {
        // "identity" was withdrawn (RFC 9112, appendix C.2) and never changed anything.
        if (value.IsEmpty || Ascii.EqualsIgnoreCase(value, "identity"u8)) return;
        _hasCoding = true;
        int comma = value.LastIndexOf((byte)',');
        _isChunked = Ascii.EqualsIgnoreCase(Blanks.Trim(value[(comma + 1)..]), "chunked"u8);
    }
}
