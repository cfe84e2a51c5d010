namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>A DNS query and the response that belongs to it, either of which may be missing (RFC 1035); also multicast DNS (RFC 6762) and LLMNR (RFC 4795).</summary>
public sealed class DnsExchange : Fact
{
    Lists? _lists;

    /// <summary><c>dns</c>, or <c>llmnr</c> for the protocol that has the same messages.</summary>
    public string Carrier { get; init; } = "dns";

    /// <inheritdoc/>
    public override string Protocol => Carrier;

    /// <inheritdoc/>
    public override string Kind => "exchange";

    /// <inheritdoc/>
    public override bool IsTransaction => true;

    /// <summary>The message id.</summary>
    public ushort Id { get; init; }

    /// <summary>The operation code: 0 query, 4 notify, 5 update.</summary>
    public int OpCode { get; init; }

    /// <summary>
    /// Questions and records as text that is not made strings yet; the lists below are made of it when they are asked for. Facts that
    /// are made by hand give the lists instead.
    /// </summary>
    internal DnsSections Sections { get; init; }

    /// <summary>All questions, of the query where it was seen.</summary>
    public IReadOnlyList<DnsQuestion> Questions
    {
        get => Made().Questions;
        init => Own().Questions = value;
    }

    /// <summary>The records of the answer section.</summary>
    public IReadOnlyList<DnsRecord> Answers
    {
        get => Made().Answers;
        init => Own().Answers = value;
    }

    /// <summary>The records of the authority section.</summary>
    public IReadOnlyList<DnsRecord> Authorities
    {
        get => Made().Authorities;
        init => Own().Authorities = value;
    }

    /// <summary>The records of the additional section, OPT left out.</summary>
    public IReadOnlyList<DnsRecord> Additionals
    {
        get => Made().Additionals;
        init => Own().Additionals = value;
    }

    /// <summary>The response code with the upper bits of EDNS, or -1 when no response was seen.</summary>
    public int ResponseCode { get; init; } = -1;

    /// <summary>The header flags of the response where there is one, of the query otherwise (the second 16 bits of the header).</summary>
    public ushort Flags { get; init; }

    /// <summary>Whether a query was seen.</summary>
    public bool HasQuery { get; init; }

    /// <summary>Whether a response was seen.</summary>
    public bool HasResponse => ResponseCode >= 0;

    /// <summary>The EDNS version (RFC 6891), or -1 without EDNS.</summary>
    public int EdnsVersion { get; init; } = -1;

    /// <summary>The UDP payload size offered by EDNS, in bytes; 0 without EDNS.</summary>
    public int EdnsPayloadSize { get; init; }

    /// <summary>Whether EDNS asks for DNSSEC records.</summary>
    public bool DnssecOk { get; init; }

    /// <summary>Whether this is multicast DNS.</summary>
    public bool IsMulticast { get; init; }

    /// <summary>Time from the query to the response; null when either is missing.</summary>
    public TimeSpan? Latency { get; init; }

    /// <inheritdoc/>
    public override string? ServerName => Questions.Count > 0 ? Questions[0].Name : null;

    /// <inheritdoc/>
    public override string Summary => DnsText.Summary(this);

    /// <inheritdoc/>
    public override void WriteTo(IFactWriter writer) => DnsFields.Write(this, writer);

    Lists Own() => _lists ??= new Lists();

    // Two threads may both make them: they are equal, and either will do.
    Lists Made() => _lists ??= new Lists
    {
        Questions = Sections.ToQuestions(),
        Answers = Sections.ToRecords(DnsSection.Answer),
        Authorities = Sections.ToRecords(DnsSection.Authority),
        Additionals = Sections.ToRecords(DnsSection.Additional),
    };

    sealed class Lists
    {
        internal IReadOnlyList<DnsQuestion> Questions { get; set; } = [];

        internal IReadOnlyList<DnsRecord> Answers { get; set; } = [];

        internal IReadOnlyList<DnsRecord> Authorities { get; set; } = [];

        internal IReadOnlyList<DnsRecord> Additionals { get; set; } = [];
    }
}
