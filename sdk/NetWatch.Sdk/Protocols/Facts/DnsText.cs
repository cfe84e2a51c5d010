using System.Globalization;
using System.Text;

namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>Names of DNS numbers (IANA "Domain Name System Parameters") and the text of an exchange.</summary>
public static class DnsText
{
    /// <summary>The mnemonic of a record type, or <c>TYPEn</c> (RFC 3597 §5).</summary>
    public static string TypeName(ushort type) => type switch
    {
        1 => "A", 2 => "NS", 5 => "CNAME", 6 => "SOA", 10 => "NULL", 11 => "WKS", 12 => "PTR", 13 => "HINFO", 15 => "MX", 16 => "TXT",
        17 => "RP", 18 => "AFSDB", 24 => "SIG", 25 => "KEY", 28 => "AAAA", 29 => "LOC", 33 => "SRV", 35 => "NAPTR", 36 => "KX",
        37 => "CERT", 39 => "DNAME", 41 => "OPT", 42 => "APL", 43 => "DS", 44 => "SSHFP", 45 => "IPSECKEY", 46 => "RRSIG", 47 => "NSEC",
        48 => "DNSKEY", 49 => "DHCID", 50 => "NSEC3", 51 => "NSEC3PARAM", 52 => "TLSA", 53 => "SMIMEA", 55 => "HIP", 59 => "CDS",
        60 => "CDNSKEY", 61 => "OPENPGPKEY", 62 => "CSYNC", 63 => "ZONEMD", 64 => "SVCB", 65 => "HTTPS", 99 => "SPF", 108 => "EUI48",
        109 => "EUI64", 249 => "TKEY", 250 => "TSIG", 251 => "IXFR", 252 => "AXFR", 255 => "ANY", 256 => "URI", 257 => "CAA",
        _ => string.Create(CultureInfo.InvariantCulture, $"TYPE{(int)type}"),
    };

    /// <summary>The mnemonic of a response code (RFC 6895 §2.3), or <c>RCODEn</c>.</summary>
    public static string ResponseCodeName(int code) => code switch
    {
        0 => "NOERROR", 1 => "FORMERR", 2 => "SERVFAIL", 3 => "NXDOMAIN", 4 => "NOTIMP", 5 => "REFUSED", 6 => "YXDOMAIN", 7 => "YXRRSET",
        8 => "NXRRSET", 9 => "NOTAUTH", 10 => "NOTZONE", 16 => "BADVERS", 17 => "BADKEY", 18 => "BADTIME", 22 => "BADTRUNC",
        23 => "BADCOOKIE", _ => string.Create(CultureInfo.InvariantCulture, $"RCODE{code}"),
    };

    internal static string Summary(DnsExchange dns)
    {
        var text = new StringBuilder(dns.IsMulticast ? "mDNS" : dns.Carrier.ToUpperInvariant());
        foreach (DnsQuestion question in dns.Questions) text.Append(' ').Append(TypeName(question.Type)).Append(' ').Append(question.Name);
        if (!dns.HasResponse) return text.ToString();
        text.Append(" → ");
        if (dns.ResponseCode != 0 || dns.Answers.Count == 0) text.Append(ResponseCodeName(dns.ResponseCode));
        for (int i = 0; i < dns.Answers.Count; i++) text.Append(i == 0 ? "" : ", ").Append(dns.Answers[i].Data);
        return text.ToString();
    }
}
