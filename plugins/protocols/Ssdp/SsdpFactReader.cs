using System.Buffers.Text;
using System.Text;

namespace NetWatch.Plugins.Ssdp;

/// <summary>Makes the fact of a message.</summary>
static class SsdpFactReader
{
    /// <summary>The fact, or null when the bytes do not begin as a message.</summary>
    internal static SsdpFact? Read(ReadOnlySpan<byte> bytes)
    {
        if (!IsMessage(bytes)) return null;
        var fields = new SsdpFields(bytes);
        ReadOnlySpan<byte> start = fields.StartLine;
        int space = start.IndexOf((byte)' ');
        bool isAnswer = start.StartsWith("HTTP/"u8);
        bool hasStatus = Utf8Parser.TryParse(start[(space + 1)..], out int status, out _) && isAnswer;
        var fact = new SsdpFact { Method = isAnswer ? null : Encoding.ASCII.GetString(start[..Math.Max(0, space)]), Status = hasStatus ? Math.Clamp(status, 0, 999) : 0 };
        while (fields.MoveNext()) Take(fact, fields);
        return fact;
    }

    internal static bool IsMessage(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("M-SEARCH "u8) || bytes.StartsWith("NOTIFY "u8) || bytes.StartsWith("HTTP/1."u8);

    // Of a field that comes twice the first is taken.
    static void Take(SsdpFact fact, SsdpFields field)
    {
        if (field.IsNamed("ST")) fact.SearchTarget ??= field.Value;
        else if (field.IsNamed("NT")) fact.NotificationType ??= field.Value;
        else if (field.IsNamed("NTS")) fact.NotificationSubtype ??= field.Value;
        else if (field.IsNamed("USN")) fact.UniqueName ??= field.Value;
        else if (field.IsNamed("LOCATION") || field.IsNamed("AL")) fact.Location ??= field.Value;
        else if (field.IsNamed("SERVER")) fact.Server ??= field.Value;
        else if (field.IsNamed("USER-AGENT")) fact.UserAgent ??= field.Value;
        else if (field.IsNamed("HOST")) fact.Host ??= field.Value;
        else if (field.IsNamed("MAN")) fact.Man ??= field.Value.Trim('"');
        else if (field.IsNamed("MX")) fact.MaxWait ??= field.Value;
        else if (field.IsNamed("CACHE-CONTROL")) fact.CacheControl ??= field.Value;
    }
}
