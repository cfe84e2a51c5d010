namespace NetWatch.Host.Running;

/// <summary>What the user wants captured.</summary>
sealed record LiveRequest
{
    internal string? Interface { get; init; }

    internal string? SourceId { get; init; }

    internal string? BpfExpression { get; init; }

    internal int SnapLength { get; init; }

    internal int BufferBytes { get; init; }
}
