using System.Text;

namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>A DNS query and the response that belongs to it, either of which may be missing (RFC 1035); also multicast DNS (RFC 6762) and LLMNR (RFC 4795).</summary>
public sealed class DnsExchange : Fact
{
    DnsExchangeState _state = new();
    Lists? _lists;

    /// <summary><c>dns</c>, or <c>llmnr</c> for the protocol that has the same messages.</summary>
    public string Carrier { get => _state.Carrier; init => _state.Carrier = value; }

    /// <inheritdoc/>
    public override string Protocol => _state.Carrier;

    /// <inheritdoc/>
    public override string Kind => "exchange";

    /// <inheritdoc/>
    public override bool IsTransaction => true;

    /// <summary>The message id.</summary>
    public ushort Id { get => _state.Id; init => _state.Id = value; }

    /// <summary>The operation code: 0 query, 4 notify, 5 update.</summary>
    public int OpCode { get => _state.OpCode; init => _state.OpCode = (byte)value; }

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
    public int ResponseCode { get => _state.ResponseCode; init => _state.ResponseCode = (short)value; }

    /// <summary>The header flags of the response where there is one, of the query otherwise (the second 16 bits of the header).</summary>
    public ushort Flags { get => _state.Flags; init => _state.Flags = value; }

    /// <summary>Whether a query was seen.</summary>
    public bool HasQuery { get => _state.HasQuery; init => _state.HasQuery = value; }

    /// <summary>Whether a response was seen.</summary>
    public bool HasResponse => _state.ResponseCode >= 0;

    /// <summary>The EDNS version (RFC 6891), or -1 without EDNS.</summary>
    public int EdnsVersion { get => _state.EdnsVersion; init => _state.EdnsVersion = (short)value; }

    /// <summary>The UDP payload size offered by EDNS, in bytes; 0 without EDNS.</summary>
    public int EdnsPayloadSize { get => _state.EdnsPayloadSize; init => _state.EdnsPayloadSize = (ushort)value; }

    /// <summary>Whether EDNS asks for DNSSEC records.</summary>
    public bool DnssecOk { get => _state.DnssecOk; init => _state.DnssecOk = value; }

    /// <summary>Whether this is multicast DNS.</summary>
    public bool IsMulticast { get => _state.IsMulticast; init => _state.IsMulticast = value; }

    /// <summary>Time from the query to the response; null when either is missing.</summary>
    public TimeSpan? Latency
    {
        get => _state.Latency == DnsExchangeState.NoLatency ? null : new TimeSpan(_state.Latency);
        init => _state.Latency = value?.Ticks ?? DnsExchangeState.NoLatency;
    }

    internal DnsSections Sections => _state.Sections;

    /// <summary>Says all of it anew. Before it is published, or after it was only lent (<see cref="IFactSink.Lend"/>).</summary>
    internal void Become(in DnsExchangeState state)
    {
        _state = state;
        _lists = null;
    }

    /// <inheritdoc/>
    public override string? ServerName => Questions.Count > 0 ? Questions[0].Name : null;

    /// <inheritdoc/>
    public override string Summary => DnsText.Summary(this);

    /// <inheritdoc/>
    public override void WriteTo(IFactWriter writer) => DnsFields.Write(this, writer);

    Lists Own() => _lists ??= new Lists();

    // Two threads may both make them: they are equal, and either will do.
    Lists Made() => _lists ??= Lists.Of(_state.Sections);

    sealed class Lists
    {
        internal IReadOnlyList<DnsQuestion> Questions { get; set; } = [];

        internal IReadOnlyList<DnsRecord> Answers { get; set; } = [];

        internal IReadOnlyList<DnsRecord> Authorities { get; set; } = [];

        internal IReadOnlyList<DnsRecord> Additionals { get; set; } = [];

        internal static Lists Of(in DnsSections sections)
        {
            if (sections.IsEmpty) return new Lists();
            List<DnsQuestion> questions = [];
            List<DnsRecord> answers = [], authorities = [], additionals = [];
            foreach (DnsEntry entry in sections)
            {
                string name = Encoding.UTF8.GetString(entry.Name);
                if (entry.Section == DnsSection.Question)
                {
                    questions.Add(new DnsQuestion(name, entry.Type, entry.Class));
                    continue;
                }

                List<DnsRecord> records = entry.Section == DnsSection.Answer ? answers : entry.Section == DnsSection.Authority ? authorities : additionals;
                records.Add(new DnsRecord(name, entry.Type, entry.Class, entry.TimeToLive, Encoding.UTF8.GetString(entry.Data)));
            }

            return new Lists { Questions = [.. questions], Answers = [.. answers], Authorities = [.. authorities], Additionals = [.. additionals] };
        }
    }
}
