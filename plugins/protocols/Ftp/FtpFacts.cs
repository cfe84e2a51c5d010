using System.Globalization;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Ftp;

/// <summary>The facts of FTP, with the names that Suricata's EVE has where it has them.</summary>
static class FtpFacts
{
    internal static OpenFact Greeting(IReadOnlyList<string> lines) => new("ftp", "greeting", [new("banner", lines.ToArray())]);

    internal static OpenFact User(string user) => new("ftp", "user", [new("user", user)]);

    internal static OpenFact LoggedIn() => new("ftp", "login", [new("logged_in", true)]);

    internal static OpenFact LoginFailed() => new("ftp", "login_failure", [new("login_failed", true)]);

    internal static OpenFact Tls(string mechanism) => new("ftp", "tls", [new("auth", mechanism)]);

    /// <summary>What a data connection carries.</summary>
    internal static OpenFact Data(Transfer transfer)
    {
        var values = new List<KeyValuePair<string, object>>();
        if (transfer.Command is { } command) values.Add(new("command", command));
        if (transfer.FileName is { } name) values.Add(new("filename", name));
        if (transfer.Size >= 0) values.Add(new("size", transfer.Size));
        values.Add(new("mode", transfer.IsPassive ? "passive" : "active"));
        if (transfer.User is { } user) values.Add(new("user", user));
        values.Add(new("control_flow_id", transfer.ControlFlowId));
        values.Add(new("control_src_port", (long)transfer.Control.SourcePort));
        values.Add(new("control_dest_port", (long)transfer.Control.DestinationPort));
        return new OpenFact("ftp_data", "transfer", values, isTransaction: true);
    }

    /// <summary>The size that an opening reply names: <c>150 Opening BINARY mode data connection for a.txt (1234 bytes).</c></summary>
    internal static long SizeIn(string reply)
    {
        int end = reply.LastIndexOf(" bytes", StringComparison.OrdinalIgnoreCase), start = end;
        while (start > 0 && char.IsAsciiDigit(reply[start - 1])) start--;
        bool isSize = end > start && start > 0 && reply[start - 1] == '(' && end - start <= 18;
        return isSize ? long.Parse(reply.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture) : -1;
    }

    /// <summary>The name that the server gave to a file: <c>150 FILE: a.txt</c> (RFC 1123 §4.1.2.9).</summary>
    internal static string? NameIn(string reply)
    {
        int at = reply.IndexOf("FILE: ", StringComparison.OrdinalIgnoreCase);
        return at >= 0 ? reply[(at + 6)..].Trim() : null;
    }
}
