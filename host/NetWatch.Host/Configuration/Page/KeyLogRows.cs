using NetWatch.Engine.Decryption;
using NetWatch.Host.Decryption;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Tabs;

namespace NetWatch.Host.Configuration.Page;

/// <summary>How the key log and decryption stand.</summary>
static class KeyLogRows
{
    /// <summary>The row of the key log itself, with how it stands.</summary>
    internal static SettingsRow KeyLog(SettingsRow setting, PageSources sources)
    {
        string again = sources.IsLive ? "" : " The files are read again when keys come.";
        return sources.Keys.Status switch
        {
            null => setting with { Note = $"Enter the file that SSLKEYLOGFILE names for the client; it need not exist yet.{again}" },
            { Fault: { } fault } status => setting with
            {
                Role = StyleRole.Alert,
                Cost = "can't be read",
                Note = $"{status.Path} {fault.TrimEnd('.')}. Enter another path, or put it right: it is tried again all the time.",
            },
            { IsThere: false } status => setting with
            {
                Role = StyleRole.Warning,
                Cost = "waiting for it",
                Note = $"{status.Path} is not there yet{MissingFolder(status.Path)}; it is read as soon as it is.{again}",
            },
            { Bytes: 0 } => setting with { Role = StyleRole.Warning, Cost = "empty so far", Note = $"It is there and empty. What is written into it is read at once.{again}" },
            { } status => setting with
            {
                Role = StyleRole.Good,
                Cost = $"{PageText.Bytes(status.Bytes)} read",
                Note = $"Read: {PageText.Count(status.Secrets, "secret")}{Malformed(status.Malformed)}{Written(status)}. It is followed: what is appended, replaced or cut is read at once.",
            },
        };
    }

    static string Malformed(long lines) => lines == 0 ? "" : $", {PageText.Count(lines, "malformed line")}";

    static string Written(KeyLogStatus status) => status.Written is { } written ? $", last written {PageText.Clock(new DateTimeOffset(written))}" : "";

    internal static IEnumerable<SettingsRow> Of(PageSources sources)
    {
        KeyRingCounters counters = sources.Keys.Ring.Counters;
        yield return new SettingsRow("secrets", counters.Secrets == 0 ? "none" : $"{counters.Secrets:N0} of {PageText.Count(sources.Keys.Ring.Count, "connection")}")
        {
            Cost = counters.Malformed > 0 ? PageText.Count(counters.Malformed, "malformed line") : "",
            Role = counters.Malformed > 0 ? StyleRole.Warning : counters.Secrets == 0 ? StyleRole.Muted : StyleRole.Default,
            Note = counters.Malformed > 0 ? "Malformed lines were passed over; a key log has LABEL, identifier and secret in hexadecimal on each line." : null,
            Meaning = "What key logs and captures have brought.",
        };
        yield return Connections(sources.Pipeline()?.DecryptionCounts);
    }

    static string MissingFolder(string path) =>
        Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder) ? ", and neither is its folder" : "";

    static SettingsRow Connections(DecryptionCounts? counts)
    {
        long read = counts?.Read ?? 0, waiting = counts?.Waiting ?? 0, unread = counts?.Unread ?? 0;
        return new SettingsRow("connections", PageText.Count(read, "decrypted", "decrypted"))
        {
            Cost = $"{PageText.Count(waiting, "waits", "wait")}, {PageText.Count(unread, "not read", "not read")}",
            Role = read > 0 ? StyleRole.Good : StyleRole.Default,
            Meaning = "Connections of TLS and QUIC. The details of one in the Connections tab say why it is not read.",
        };
    }
}
