namespace NetWatch.Engine;

/// <summary>The ceilings and timeouts of the engine. Every one is a setting, and what each costs is a counter.</summary>
public sealed record EngineOptions
{
    /// <summary>
    /// Bytes that the flow table may take, and that what is held of open flows may take beside it; the latter is estimated. The least recently used
    /// flow goes first.
    /// </summary>
    public long FlowMemoryBytes { get; init; } = 256L << 20;

    /// <summary>How many streams may hold bytes that wait for a gap to close.</summary>
    public int MaxHeldStreams { get; init; } = 1024;

    /// <summary>How many bytes one stream may hold behind a gap.</summary>
    public int MaxHeldBytes { get; init; } = 2 << 20;

    /// <summary>How many flows may keep bytes while no classifier has decided.</summary>
    public int MaxUndecidedFlows { get; init; } = 16_384;

    /// <summary>How many facts of one flow are kept for its record.</summary>
    public int MaxFactsPerFlow { get; init; } = 32;

    /// <summary>
    /// How many transactions behind the first of a flow are kept in all, for filters that ask for any of them; 0 where nobody filters. The oldest flows
    /// lose theirs first.
    /// </summary>
    public int MaxTransactions { get; init; }

    /// <summary>What screens and filters need of <see cref="MaxTransactions"/>.</summary>
    public const int TransactionsToFilter = 65_536;

    /// <summary>Adds what is known from elsewhere to what is learnt, or null.</summary>
    public Flows.IFactAnnotator? Annotator { get; init; }

    /// <summary>How many flows that others have announced are waited for at once.</summary>
    public int MaxExpectedFlows { get; init; } = 4096;

    /// <summary>How many marks by which moved connections are recognised are kept; the oldest goes first.</summary>
    public int MaxFlowMarks { get; init; } = 16_384;

    /// <summary>How many datagrams may wait for fragments at once; the oldest goes first.</summary>
    public int MaxFragmentedDatagrams { get; init; } = 1024;

    /// <summary>How many bytes of fragments may wait at once; room for one datagram there is always.</summary>
    public int MaxFragmentBytes { get; init; } = 4 << 20;

    /// <summary>Idle time of an open TCP connection.</summary>
    public TimeSpan TcpTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Idle time of a TCP connection whose handshake is not complete.</summary>
    public TimeSpan TcpOpeningTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a closed TCP connection is kept for late segments.</summary>
    public TimeSpan TcpClosedTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long a connection is kept at least whose ciphertext waits for a key, also when it is closed. Zero keeps it no longer than others.
    /// </summary>
    public TimeSpan AwaitingKeyTimeout { get; init; }

    /// <summary>Idle time of UDP flows.</summary>
    public TimeSpan UdpTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Idle time of all other flows.</summary>
    public TimeSpan OtherTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
