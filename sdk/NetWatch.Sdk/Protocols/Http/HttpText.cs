using System.Text;
using System.Text.Unicode;

namespace NetWatch.Sdk.Protocols.Http;

/// <summary>
/// Makes strings of the values of one field. A value equal to the last one, the normal case on a kept connection, makes none. One thread at a time.
/// </summary>
/// <param name="maxLength">What is longer is cut, in bytes.</param>
public sealed class HttpText(int maxLength)
{
    /// <summary>The usual ceiling for a value, in bytes.</summary>
    public const int MaxValue = 2048;

    /// <summary>The usual ceiling for a request target, in bytes.</summary>
    public const int MaxTarget = 8192;

    string? _last;

    /// <summary>The text of a value as UTF-8, for whoever keeps bytes: the value where it lies if it is that, as nearly always; else an array is made.</summary>
    /// <param name="value">The value.</param>
    /// <param name="maxLength">What is longer is cut, in bytes.</param>
    public static ReadOnlySpan<byte> Utf8Of(ReadOnlySpan<byte> value, int maxLength = MaxValue)
    {
        if (value.Length > maxLength) value = value[..maxLength];
        return Utf8.IsValid(value) ? value : Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(value));
    }

    /// <summary>The text of a value.</summary>
    public string Of(ReadOnlySpan<byte> value)
    {
        if (value.Length > maxLength) value = value[..maxLength];
        if (value.IsEmpty) return "";
        if (_last is not null && Ascii.Equals(value, _last)) return _last;
        // Fields are Latin-1 by their history and UTF-8 by use (RFC 9110 §5.5).
        return _last = (Utf8.IsValid(value) ? Encoding.UTF8 : Encoding.Latin1).GetString(value);
    }
}
