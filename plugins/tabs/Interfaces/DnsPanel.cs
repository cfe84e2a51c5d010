using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Interfaces;

/// <summary>What is asked of the DNS and how it answers: codes, latency, the domains asked for most.</summary>
sealed class DnsPanel
{
    const int Domain = 0, Queries = 1, NotFound = 2;
    const int NxDomain = 3;

    readonly Table _domains = new(
        new TableColumn("Domain", 16, 0, MaxWidth: 40), new TableColumn("Queries", 8, 0, AlignRight: true), new TableColumn("NXDOMAIN", 8, 1, AlignRight: true));

    internal void Draw(Surface surface, DnsActivitySnapshot? dns)
    {
        if (surface.Height < 3) return;
        Span<char> buffer = stackalloc char[FlowText.MaxLength];
        int length = 0;
        if (dns is not null)
        {
            length = Units.Count(dns.Queries, buffer).Length;
            ReadOnlySpan<char> label = dns.Queries == 1 ? " query" : " queries";
            label.CopyTo(buffer[length..]);
            length += label.Length;
        }

        Surface body = Panel.Draw(surface, "DNS", buffer[..length]);
        if (dns is null || dns.Queries + dns.Responses == 0)
        {
            body.Write(1, 0, "nothing asked yet", StyleRole.Muted);
            return;
        }

        DrawCodes(body.Slice(1, 0, body.Width - 1, 1), dns);
        int y = 1;
        if (body.Height >= 8) y = 2 + DrawLatency(body.Slice(1, 2, body.Width - 1, body.Height - 2), dns);
        DrawDomains(body.Slice(1, y, body.Width - 1, body.Height - y), dns);
    }

    static void DrawCodes(Surface row, DnsActivitySnapshot dns)
    {
        Span<char> buffer = stackalloc char[Units.MaxLength];
        int x = 0;
        foreach ((int code, long count) in dns.ByResponseCode)
        {
            string name = DnsText.ResponseCodeName(code);
            if (x + name.Length + 12 > row.Width) break;
            x = row.Write(x, 0, name, StyleRole.Muted);
            x = row.Write(x + 1, 0, Units.ShortCount(count, buffer), code is 0 or NxDomain ? StyleRole.Default : StyleRole.Warning) + 2;
        }

        if (dns.Unanswered == 0 || x + 18 > row.Width) return;
        x = row.Write(x, 0, "no answer", StyleRole.Muted);
        row.Write(x + 1, 0, Units.ShortCount(dns.Unanswered, buffer), StyleRole.Warning);
    }

    // Buckets without a query at either end say nothing.
    static int DrawLatency(Surface surface, DnsActivitySnapshot dns)
    {
        ReadOnlySpan<long> buckets = dns.LatencyBuckets.AsSpan();
        int first = 0, last = buckets.Length - 1;
        while (first < last && buckets[first] == 0) first++;
        while (last > first && buckets[last] == 0) last--;
        long all = 0;
        foreach (long bucket in buckets) all += bucket;
        if (all == 0) return 0;
        Span<char> buffer = stackalloc char[Units.MaxLength];
        int y = 0;
        for (int i = first; i <= last && y < surface.Height - 4; i++, y++)
        {
            bool isLast = i == DnsActivitySnapshot.LatencyBounds.Length;
            surface.Put(0, y, isLast ? '>' : '≤', StyleRole.Muted);
            TimeSpan bound = DnsActivitySnapshot.LatencyBounds[isLast ? i - 1 : i];
            surface.WriteField(2, y, 7, Units.Duration(bound, buffer), StyleRole.Muted);
            surface.WriteField(10, y, 6, Units.ShortCount(buckets[i], buffer), default, alignRight: true);
            Gauge.Draw(surface.Slice(18, y, surface.Width - 19, 1), (double)buckets[i] / all, StyleRole.Series2);
        }

        return y + 1;
    }

    void DrawDomains(Surface surface, DnsActivitySnapshot dns)
    {
        if (surface.Height < 2) return;
        Span<char> buffer = stackalloc char[Units.MaxLength];
        _domains.Arrange(surface.Width);
        _domains.DrawHeader(surface);
        for (int i = 0; i < dns.TopDomains.Length && i + 1 < surface.Height; i++)
        {
            DomainActivity domain = dns.TopDomains[i];
            Surface row = surface.Slice(0, i + 1, surface.Width, 1);
            _domains.Cell(row, Domain, domain.Domain.AsSpan(0, Math.Min(domain.Domain.Length, 128)));
            _domains.Cell(row, Queries, Units.ShortCount(domain.Queries, buffer));
            if (domain.NotFound > 0) _domains.Cell(row, NotFound, Units.ShortCount(domain.NotFound, buffer), StyleRole.Warning);
        }
    }
}
