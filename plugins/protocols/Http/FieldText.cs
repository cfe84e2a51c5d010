using System.Text;
using System.Text.Unicode;

namespace NetWatch.Plugins.Http;

/// <summary>Makes strings of field values. A value equal to the last one, the normal case on a kept connection, makes none.</summary>
sealed class FieldText(int maxLength)
{
    string? _last;

    internal string Of(ReadOnlySpan<byte> value)
    {
        if (value.Length > maxLength) value = value[..maxLength];
        if (value.IsEmpty) return "";
        if (_last is not null && Ascii.Equals(value, _last)) return _last;
        // Fields are Latin-1 by their history and UTF-8 by use (RFC 9110 §5.5).
        return _last = (Utf8.IsValid(value) ? Encoding.UTF8 : Encoding.Latin1).GetString(value);
    }
}
