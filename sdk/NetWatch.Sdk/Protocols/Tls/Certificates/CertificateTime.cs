namespace NetWatch.Sdk.Protocols.Tls;

/// <summary>Reads UTCTime and GeneralizedTime (RFC 5280 §4.1.2.5), the older forms without seconds or with an offset included.</summary>
static class CertificateTime
{
    /// <summary>Takes the next element when it is a time; null when it is none, or no moment that exists.</summary>
    internal static DateTimeOffset? Read(ref DerReader reader)
    {
        if (!reader.TryRead(out byte tag, out ReadOnlySpan<byte> text)) return null;
        int year;
        switch (tag)
        {
            case DerReader.UtcTime when TryTakeNumber(ref text, 2, out year):
                // Two digits mean 1950 to 2049.
                year += year < 50 ? 2000 : 1900;
                break;
            case DerReader.GeneralizedTime when TryTakeNumber(ref text, 4, out year):
                break;
            default:
                return null;
        }

        if (!TryTakeNumber(ref text, 2, out int month) || !TryTakeNumber(ref text, 2, out int day)) return null;
        if (!TryTakeNumber(ref text, 2, out int hour) || !TryTakeNumber(ref text, 2, out int minute)) return null;
        if (!TryTakeNumber(ref text, 2, out int second)) second = 0;
        if (year is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return null;
        if (hour > 23 || minute > 59 || second > 59) return null;
        return new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero) - ReadOffset(text);
    }

    static TimeSpan ReadOffset(ReadOnlySpan<byte> text)
    {
        int sign = text.LastIndexOfAny((byte)'+', (byte)'-');
        if (sign < 0) return TimeSpan.Zero;
        ReadOnlySpan<byte> digits = text[(sign + 1)..];
        if (!TryTakeNumber(ref digits, 2, out int hours) || !TryTakeNumber(ref digits, 2, out int minutes)) return TimeSpan.Zero;
        var offset = new TimeSpan(Math.Min(hours, 23), Math.Min(minutes, 59), 0);
        return text[sign] == (byte)'-' ? -offset : offset;
    }

    static bool TryTakeNumber(ref ReadOnlySpan<byte> text, int digits, out int value)
    {
        value = 0;
        if (text.Length < digits) return false;
        foreach (byte digit in text[..digits])
        {
            if (!char.IsAsciiDigit((char)digit)) return false;
            value = 10 * value + digit - '0';
        }

        text = text[digits..];
        return true;
    }
}
