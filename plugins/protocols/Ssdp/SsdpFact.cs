using System.Text;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Ssdp;

/// <summary>What a message says: a search, an announcement, or an answer to a search.</summary>
sealed class SsdpFact : Fact
{
    public override string Protocol => "ssdp";

    public override string Kind => Method is null ? "response" : Method == "NOTIFY" ? "notify" : "search";

    public override bool IsTransaction => true;

    /// <summary>Null of an answer.</summary>
    internal string? Method { get; init; }

    /// <summary>Status code of an answer, or 0.</summary>
    internal int Status { get; init; }

    internal string? Host { get; set; }

    internal string? SearchTarget { get; set; }

    internal string? NotificationType { get; set; }

    internal string? NotificationSubtype { get; set; }

    internal string? UniqueName { get; set; }

    internal string? Location { get; set; }

    internal string? Server { get; set; }

    internal string? UserAgent { get; set; }

    internal string? Man { get; set; }

    internal string? MaxWait { get; set; }

    internal string? CacheControl { get; set; }

    public override string Summary
    {
        get
        {
            var text = new StringBuilder("SSDP ").Append(Method ?? "answer");
            if (NotificationSubtype is not null) text.Append(' ').Append(NotificationSubtype);
            if ((SearchTarget ?? NotificationType) is { } target) text.Append(' ').Append(target);
            if (Location is not null) text.Append(" at ").Append(Location);
            for (int i = 0; i < text.Length; i++)
            {
                if (char.IsControl(text[i])) text[i] = '·';
            }

            return text.ToString();
        }
    }

    public override void WriteTo(IFactWriter writer)
    {
        writer.Text("type", Method is null ? "response" : "request");
        writer.Text("method", Method);
        if (Status != 0) writer.Number("status", Status);
        writer.Text("st", SearchTarget);
        writer.Text("nt", NotificationType);
        writer.Text("nts", NotificationSubtype);
        writer.Text("usn", UniqueName);
        writer.Text("location", Location);
        writer.Text("server", Server);
        writer.Text("user_agent", UserAgent);
        writer.Text("host", Host);
        writer.Text("man", Man);
        writer.Text("mx", MaxWait);
        writer.Text("cache_control", CacheControl);
    }
}
