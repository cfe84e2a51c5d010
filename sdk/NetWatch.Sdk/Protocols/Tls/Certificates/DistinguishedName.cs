using System.Globalization;
using System.Text;

namespace NetWatch.Sdk.Protocols.Tls;

/// <summary>
/// The text of a distinguished name, in the order of the certificate as EVE writes it, for instance <c>C=DE, O=Example, CN=example.org</c>,
/// with the escapes of RFC 4514 §2.4.
/// </summary>
static class DistinguishedName
{
    const int MaxAttributes = 64;
    const int MaxText = 4096;

    internal static string Format(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder(96);
        var sets = new DerReader(name);
        for (int count = 0; count < MaxAttributes && text.Length < MaxText && sets.TryRead(DerReader.Set, out ReadOnlySpan<byte> set); count++)
        {
            if (text.Length > 0) text.Append(", ");
            AppendSet(text, set);
        }

        return text.ToString();
    }

    static void AppendSet(StringBuilder text, ReadOnlySpan<byte> set)
    {
        var attributes = new DerReader(set);
        bool isFirst = true;
        while (text.Length < MaxText && attributes.TryRead(DerReader.Sequence, out ReadOnlySpan<byte> attribute))
        {
            var fields = new DerReader(attribute);
            if (!fields.TryRead(DerReader.ObjectIdentifier, out ReadOnlySpan<byte> id)) continue;
            if (!fields.TryRead(out byte tag, out ReadOnlySpan<byte> value)) continue;
            if (!isFirst) text.Append('+');
            isFirst = false;
            AppendType(text, id);
            text.Append('=');
            AppendValue(text, tag, value);
        }
    }

    static void AppendType(StringBuilder text, ReadOnlySpan<byte> id)
    {
        string? name = id switch
        {
            // id-at, 2.5.4, RFC 5280 appendix A.1
            [0x55, 0x04, var attribute] => FindAttribute(attribute),
            // pilotAttributeType, RFC 4519 §2
            [0x09, 0x92, 0x26, 0x89, 0x93, 0xF2, 0x2C, 0x64, 0x01, 0x19] => "DC",
            [0x09, 0x92, 0x26, 0x89, 0x93, 0xF2, 0x2C, 0x64, 0x01, 0x01] => "UID",
            // PKCS #9, RFC 2985 §5.2.1
            [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x01] => "emailAddress",
            // The registered seat of a company in extended validation certificates
            [0x2B, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x3C, 0x02, 0x01, 0x01] => "jurisdictionL",
            [0x2B, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x3C, 0x02, 0x01, 0x02] => "jurisdictionST",
            [0x2B, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x3C, 0x02, 0x01, 0x03] => "jurisdictionC",
            _ => null,
        };
        if (name is null) AppendDotted(text, id);
        else text.Append(name);
    }

    static string? FindAttribute(byte attribute) => attribute switch
    {
        3 => "CN",
        4 => "SN",
        5 => "serialNumber",
        6 => "C",
        7 => "L",
        8 => "ST",
        9 => "street",
        10 => "O",
        11 => "OU",
        12 => "title",
        13 => "description",
        15 => "businessCategory",
        17 => "postalCode",
        42 => "GN",
        43 => "initials",
        46 => "dnQualifier",
        97 => "organizationIdentifier",
        _ => null,
    };

    // X.690 §8.19: seven bits a byte, the first number holds two arcs. Numbers beyond 63 bits do not occur and are cut off.
    static void AppendDotted(StringBuilder text, ReadOnlySpan<byte> id)
    {
        ulong number = 0;
        bool isFirst = true;
        foreach (byte value in id[..Math.Min(id.Length, 32)])
        {
            number = number << 7 | (uint)(value & 0x7F);
            if ((value & 0x80) != 0) continue;
            if (isFirst)
            {
                ulong root = Math.Min(number / 40, 2);
                text.Append((char)('0' + root));
                number -= 40 * root;
            }

            text.Append('.').Append(number.ToString(CultureInfo.InvariantCulture));

            isFirst = false;
            number = 0;
        }
    }

    static void AppendValue(StringBuilder text, byte tag, ReadOnlySpan<byte> value)
    {
        value = value[..Math.Min(value.Length, MaxText)];
        Encoding? encoding = tag switch
        {
            DerReader.Utf8String or DerReader.PrintableString or DerReader.Ia5String => Encoding.UTF8,
            DerReader.TeletexString => Encoding.Latin1,
            DerReader.BmpString => Encoding.BigEndianUnicode,
            _ => null,
        };
        if (encoding is null)
        {
            text.Append('#').Append(Convert.ToHexStringLower(value[..Math.Min(value.Length, 64)]));
            return;
        }

        // The framework's encodings replace what is malformed; none of these throws.
        AppendEscaped(text, encoding.GetString(value));
    }

    static void AppendEscaped(StringBuilder text, string value)
    {
        if (IsPlain(value))
        {
            text.Append(value);
            return;
        }

        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            bool isSpecial = c is ',' or '+' or '"' or '\\' or '<' or '>' or ';'
                || (i == 0 && c is (' ' or '#')) || (i == value.Length - 1 && c == ' ');
            if (c < ' ' || c == '\x7f') text.Append('\\').Append(((int)c).ToString("X2", CultureInfo.InvariantCulture));
            else if (isSpecial) text.Append('\\').Append(c);
            else text.Append(c);
        }
    }

    // Letters, digits and what stands between them in names, as in nearly all values.
    static bool IsPlain(string value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            bool isBetween = value[i] == ' ' ? i > 0 && i < value.Length - 1 : value[i] is '.' or '-' or '*' or '/' or '_' or '(' or ')' or '@' or ':' or '&';
            if (!isBetween && !char.IsAsciiLetterOrDigit(value[i])) return false;
        }

        return true;
    }
}
