namespace NetWatch.Engine.Flows;

/// <summary>
/// Keeps the contents of flows that no longer need them, and counts those that are in use: of open flows about as much may be held as the flow table
/// itself may take.
/// </summary>
sealed class FlowContentPool(EngineOptions options)
{
    const int MaxIdle = 16_384;

    // With its analyzer and what that has learnt from one message: 850 (TLS) to 2,000 bytes (QUIC), measured with 300,000 flows of each protocol.
    const int BytesOfOne = 1280;

    readonly Stack<FlowContent> _idle = new();
    readonly int _capacity = (int)Math.Clamp(options.FlowMemoryBytes / BytesOfOne, 16, 64_000_000);
    int _undecided;
    int _holding;

    /// <summary>How many are in use.</summary>
    internal int Count { get; private set; }

    /// <summary>There are more than there is room for.</summary>
    internal bool IsOverfull => Count > _capacity;

    internal FlowContent Rent()
    {
        Count++;
        return _idle.TryPop(out FlowContent? content) ? content : new FlowContent();
    }

    internal void Return(FlowContent content)
    {
        Count--;
        UncountUndecided(content);
        _holding -= content.HoldingStreams;
        content.HoldingStreams = 0;
        content.Reset();
        if (_idle.Count < MaxIdle) _idle.Push(content);
    }

    /// <summary>Counts a stream that begins to hold segments; false when too many do.</summary>
    internal bool TryCountHolding(FlowContent content)
    {
        if (_holding >= options.MaxHeldStreams) return false;
        _holding++;
        content.HoldingStreams++;
        return true;
    }

    internal void UncountHolding(FlowContent content)
    {
        _holding--;
        content.HoldingStreams--;
    }

    /// <summary>Counts a flow that keeps bytes for classifiers; false when too many do.</summary>
    internal bool TryCountUndecided(FlowContent content)
    {
        if (content.IsCounted) return true;
        if (_undecided >= options.MaxUndecidedFlows) return false;
        _undecided++;
        content.IsCounted = true;
        return true;
    }

    internal void UncountUndecided(FlowContent content)
    {
        if (!content.IsCounted) return;
        content.IsCounted = false;
        _undecided--;
    }
}
