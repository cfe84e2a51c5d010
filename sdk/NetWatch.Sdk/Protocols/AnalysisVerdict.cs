namespace NetWatch.Sdk.Protocols;

/// <summary>What an analyzer wants next. The default value is <see cref="Continue"/>.</summary>
public readonly struct AnalysisVerdict : IEquatable<AnalysisVerdict>
{
    readonly byte _kind;
    readonly int _bytesUsed;

    AnalysisVerdict(byte kind, int bytesUsed = 0, string? reason = null, string? protocol = null)
    {
        _kind = kind;
        _bytesUsed = bytesUsed;
        Reason = reason;
        Protocol = protocol;
    }

    /// <summary>Go on with the next bytes.</summary>
    public static AnalysisVerdict Continue => default;

    /// <summary>Nothing more is to be learnt: the flow keeps its label and is only counted from here on, which costs least.</summary>
    public static AnalysisVerdict Done => new(1);

    /// <summary>
    /// Go on, and nothing needs to be remembered until the next datagram of the flow: the analyzer serves others meanwhile, and one is started
    /// again then with <see cref="FlowStart.IsResumed"/>. A resolver's thousand flows of one question each hold no analyzer this way. On
    /// streams and in layers within the same as <see cref="Continue"/>. <see cref="IFlowAnalyzer.OnEnd"/> is not called for a flow that rests.
    /// </summary>
    public static AnalysisVerdict Rest => new(4);

    /// <summary>
    /// The bytes are not of the protocol after all. Within the first 10 KiB of the flow the label is taken back; on the first bytes
    /// that the analyzer is handed, the other classifiers are asked then. Later the label stands, and the violation is only counted.
    /// </summary>
    /// <param name="reason">A constant sentence, since this may be hit once per flow.</param>
    public static AnalysisVerdict Violation(string reason) => new(2, 0, reason);

    /// <summary>
    /// Another protocol takes over inside this flow (CONNECT, STARTTLS, WebSocket): the classifiers are asked about what follows.
    /// The flow keeps its label and shows the inner protocol beside it.
    /// </summary>
    /// <param name="bytesUsed">How many bytes of the current chunk still belong to the outer protocol: 0 to its length.</param>
    public static AnalysisVerdict Upgrade(int bytesUsed) => new(3, Math.Max(0, bytesUsed));

    /// <summary>
    /// The same where the outer protocol has said which one takes over (<c>Upgrade: websocket</c>): it gets the bytes without its classifier
    /// being asked. The classifiers are asked after all when there is no such protocol or its analyzer raises a violation.
    /// </summary>
    /// <param name="bytesUsed">How many bytes of the current chunk still belong to the outer protocol: 0 to its length.</param>
    /// <param name="protocol">The id of the protocol, a constant.</param>
    public static AnalysisVerdict Upgrade(int bytesUsed, string protocol) => new(3, Math.Max(0, bytesUsed), null, protocol);

    /// <summary>Whether nothing more is wanted.</summary>
    public bool IsDone => _kind == 1;

    /// <summary>Whether nothing needs to be remembered until the next datagram.</summary>
    public bool IsRest => _kind == 4;

    /// <summary>Whether the label was wrong.</summary>
    public bool IsViolation => _kind == 2;

    /// <summary>Whether another protocol takes over.</summary>
    public bool IsUpgrade => _kind == 3;

    /// <summary>With <see cref="IsUpgrade"/>: how many bytes of the chunk belong to the outer protocol.</summary>
    public int BytesUsed => _bytesUsed;

    /// <summary>With <see cref="IsViolation"/>: why.</summary>
    public string? Reason { get; }

    /// <summary>With <see cref="IsUpgrade"/>: which protocol takes over, or null where only its bytes can tell.</summary>
    public string? Protocol { get; }

    /// <inheritdoc/>
    public bool Equals(AnalysisVerdict other) =>
        _kind == other._kind && _bytesUsed == other._bytesUsed && Reason == other.Reason && Protocol == other.Protocol;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AnalysisVerdict other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_kind, _bytesUsed);

    /// <summary>Whether both are the same.</summary>
    public static bool operator ==(AnalysisVerdict left, AnalysisVerdict right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(AnalysisVerdict left, AnalysisVerdict right) => !left.Equals(right);
}
