using System.Text;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Geo;

/// <summary>Reads records of the data section. Every length and pointer may lie; depth, elements and texts are bounded.</summary>
sealed class RecordReader(DatabaseFile file, long start, long end)
{
    const int Pointer = 1, Text = 2, UInt16 = 5, UInt32 = 6, Map = 7, Int32 = 8, UInt64 = 9, Array = 11, Boolean = 14;
    const int Deepest = 8, MostElements = 2_048, LongestText = 256;

    int _left;

    /// <summary>The texts and numbers of a map, those of maps inside it under names with dots; null when it is broken.</summary>
    internal Dictionary<string, object>? ReadFlat(long offset)
    {
        var found = new Dictionary<string, object>(StringComparer.Ordinal);
        _left = MostElements;
        return TryRead(ref offset, "", 0, found) ? found : null;
    }

    /// <summary>The place that a record tells, added to what is known.</summary>
    internal GeoPlace? ReadPlace(long offset, GeoPlace? known)
    {
        if (offset < start || offset >= end || ReadFlat(offset) is not { } map) return known;
        known ??= new GeoPlace();
        string code = First(map, "country.iso_code", "registered_country.iso_code", "country_code");
        long number = map.GetValueOrDefault("autonomous_system_number") as long? ?? AsNumber(First(map, "asn"));
        return known with
        {
            CountryCode = code.Length > 0 ? code : known.CountryCode,
            Country = Or(First(map, "country.names.en", "registered_country.names.en", "country"), known.Country),
            City = Or(First(map, "city.names.en", "city"), known.City),
            AsNumber = number > 0 ? number : known.AsNumber,
            AsOrganization = Or(First(map, "autonomous_system_organization", "as_name"), known.AsOrganization),
        };
    }

    static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;

    static long AsNumber(string text) =>
        text.StartsWith("AS", StringComparison.OrdinalIgnoreCase) && uint.TryParse(text.AsSpan(2), out uint number) ? number : 0;

    static string First(Dictionary<string, object> map, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (map.GetValueOrDefault(name) is string text) return text;
        }

        return "";
    }

    bool TryRead(ref long offset, string name, int depth, Dictionary<string, object> found)
    {
        if (depth > Deepest || --_left < 0 || !TryReadHead(ref offset, out int type, out long size)) return false;
        if (type == Pointer)
        {
            // A pointer never points to a pointer, so one step is all.
            long target = size;
            return TryReadHead(ref target, out int pointed, out long length) && pointed != Pointer && TryReadValue(ref target, pointed, length, name, depth, found);
        }

        return TryReadValue(ref offset, type, size, name, depth, found);
    }

    bool TryReadValue(ref long offset, int type, long size, string name, int depth, Dictionary<string, object> found)
    {
        switch (type)
        {
            case Map: return TryReadMap(ref offset, size, name, depth, found);
            case Array:
                for (long i = 0; i < size; i++)
                {
                    // Elements have no name of their own, and nothing is taken from lists.
                    if (!TryRead(ref offset, name + "[]", depth + 1, found)) return false;
                }

                return true;
            case Boolean: return true;
            case Text when TryReadText(ref offset, size, out string text):
                if (name.Length > 0) found.TryAdd(name, text);
                return true;
            case Text: return false;
            case UInt16 or UInt32 or Int32 or UInt64 when size <= 8:
                if (!TryReadNumber(ref offset, size, out long number)) return false;
                found.TryAdd(name, number);
                return true;
            default:
                offset += size;
                return offset <= end;
        }
    }

    bool TryReadMap(ref long offset, long size, string name, int depth, Dictionary<string, object> found)
    {
        for (long i = 0; i < size; i++)
        {
            if (--_left < 0 || !TryReadKey(ref offset, out string key)) return false;
            if (!TryRead(ref offset, name.Length == 0 ? key : name.Length > LongestText ? name : $"{name}.{key}", depth + 1, found)) return false;
        }

        return true;
    }

    bool TryReadKey(ref long offset, out string key)
    {
        key = "";
        if (!TryReadHead(ref offset, out int type, out long size)) return false;
        if (type == Text) return TryReadText(ref offset, size, out key);
        if (type != Pointer) return false;
        long target = size;
        return TryReadHead(ref target, out type, out size) && type == Text && TryReadText(ref target, size, out key);
    }

    // The size of a value, or for a pointer where it points to.
    bool TryReadHead(ref long offset, out int type, out long size)
    {
        (type, size) = (0, 0);
        Span<byte> bytes = stackalloc byte[4];
        if (!TryTake(ref offset, bytes[..1])) return false;
        int control = bytes[0];
        type = control >> 5;
        if (type == Pointer) return TryReadPointer(ref offset, control, out size);
        if (type == 0)
        {
            if (!TryTake(ref offset, bytes[..1])) return false;
            type = 7 + bytes[0];
        }

        size = control & 0x1F;
        int more = (int)size - 28;
        if (more <= 0) return true;
        if (!TryTake(ref offset, bytes[..more])) return false;
        size = Number(bytes[..more]) + (more switch { 1 => 29, 2 => 285, _ => 65_821 });
        return true;
    }

    bool TryReadPointer(ref long offset, int control, out long target)
    {
        Span<byte> bytes = stackalloc byte[4];
        int kind = (control >> 3) & 3;
        target = 0;
        if (!TryTake(ref offset, bytes[..(kind + 1)])) return false;
        long low = Number(bytes[..(kind + 1)]), high = kind == 3 ? 0 : (long)(control & 7) << (8 * (kind + 1));
        target = start + (high | low) + (kind switch { 1 => 2_048, 2 => 526_336, _ => 0 });
        return target >= start && target < end;
    }

    bool TryReadText(ref long offset, long size, out string text)
    {
        text = "";
        if (size < 0 || size > end - offset) return false;
        Span<byte> bytes = stackalloc byte[LongestText];
        bytes = bytes[..(int)Math.Min(size, LongestText)];
        if (!file.TryRead(offset, bytes)) return false;
        text = Encoding.UTF8.GetString(bytes);
        offset += size;
        return true;
    }

    bool TryReadNumber(ref long offset, long size, out long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        number = 0;
        if (!TryTake(ref offset, bytes[..(int)size])) return false;
        number = Number(bytes[..(int)size]) & long.MaxValue;
        return true;
    }

    bool TryTake(ref long offset, Span<byte> bytes)
    {
        if (offset < start || offset > end - bytes.Length || !file.TryRead(offset, bytes)) return false;
        offset += bytes.Length;
        return true;
    }

    static long Number(ReadOnlySpan<byte> bytes)
    {
        long number = 0;
        foreach (byte each in bytes) number = number << 8 | each;
        return number;
    }
}
