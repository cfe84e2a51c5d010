namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>The fields of a DNS exchange, named and ordered as in EVE.</summary>
static class DnsFields
{
    internal const ushort AuthorityBit = 0x0400;
    internal const ushort CutBit = 0x0200;

    internal static void Write(DnsExchange dns, IFactWriter writer)
    {
        if (!dns.Sections.IsEmpty && writer.Json is { } json)
        {
            DnsJson.Write(dns, json);
            return;
        }

        writer.Number("id", dns.Id);
        writer.Text("type", dns.HasResponse ? "response" : "request");
        if (dns.OpCode != 0) writer.Number("opcode", dns.OpCode);
        if (dns.IsMulticast) writer.Flag("mdns", true);
        if (dns.Sections.IsEmpty) WriteLists(dns, writer);
        else WriteSections(dns, writer);
        WriteEdns(writer, dns);
        if (dns.Latency is { } latency) writer.Number("latency_ms", Math.Round(latency.TotalMilliseconds, 3));
    }

    static void WriteResponse(DnsExchange dns, IFactWriter writer)
    {
        if (!dns.HasResponse) return;
        writer.Text("rcode", DnsText.ResponseCodeName(dns.ResponseCode));
        if ((dns.Flags & AuthorityBit) != 0) writer.Flag(IsConflict(dns) ? "conflict" : "aa", true);
        if ((dns.Flags & CutBit) != 0) writer.Flag("tc", true);
    }

    // The bit means something else in LLMNR (RFC 4795 §2.1.1).
    internal static bool IsConflict(DnsExchange dns) => dns.Carrier == "llmnr";

    static void WriteEdns(IFactWriter writer, DnsExchange dns)
    {
        if (dns.EdnsVersion < 0) return;
        writer.BeginObject("edns");
        writer.Number("version", dns.EdnsVersion);
        writer.Number("udp_size", dns.EdnsPayloadSize);
        writer.Flag("do", dns.DnssecOk);
        writer.EndObject();
    }

    // The entries come in the order of the fields: what the response says of itself stands between questions and answers.
    static void WriteSections(DnsExchange dns, IFactWriter writer)
    {
        DnsSection? open = null;
        bool isResponseWritten = false;
        foreach (DnsEntry entry in dns.Sections)
        {
            if (open != entry.Section)
            {
                if (open is not null) writer.EndArray();
                if (entry.Section != DnsSection.Question && !isResponseWritten)
                {
                    WriteResponse(dns, writer);
                    isResponseWritten = true;
                }

                writer.BeginArray(Name(entry.Section));
                open = entry.Section;
            }

            WriteEntry(entry, writer);
        }

        if (open is not null) writer.EndArray();
        if (!isResponseWritten) WriteResponse(dns, writer);
    }

    static string Name(DnsSection section) => section switch
    {
        DnsSection.Question => "queries",
        DnsSection.Answer => "answers",
        DnsSection.Authority => "authorities",
        _ => "additionals",
    };

    static void WriteEntry(in DnsEntry entry, IFactWriter writer)
    {
        writer.BeginObject("");
        writer.Utf8("rrname", entry.Name);
        writer.Text("rrtype", DnsText.TypeName(entry.Type));
        if (entry.Section != DnsSection.Question)
        {
            writer.Number("ttl", entry.TimeToLive);
            writer.Utf8("rdata", entry.Data);
        }

        writer.EndObject();
    }

    static void WriteLists(DnsExchange dns, IFactWriter writer)
    {
        if (dns.Questions.Count > 0)
        {
            writer.BeginArray("queries");
            foreach (DnsQuestion question in dns.Questions)
            {
                writer.BeginObject("");
                writer.Text("rrname", question.Name);
                writer.Text("rrtype", DnsText.TypeName(question.Type));
                writer.EndObject();
            }

            writer.EndArray();
        }

        WriteResponse(dns, writer);
        WriteRecords(writer, "answers", dns.Answers);
        WriteRecords(writer, "authorities", dns.Authorities);
        WriteRecords(writer, "additionals", dns.Additionals);
    }

    static void WriteRecords(IFactWriter writer, string section, IReadOnlyList<DnsRecord> records)
    {
        if (records.Count == 0) return;
        writer.BeginArray(section);
        foreach (DnsRecord record in records)
        {
            writer.BeginObject("");
            writer.Text("rrname", record.Name);
            writer.Text("rrtype", DnsText.TypeName(record.Type));
            writer.Number("ttl", record.TimeToLive);
            writer.Text("rdata", record.Data);
            writer.EndObject();
        }

        writer.EndArray();
    }
}
