namespace NetWatch.Engine.Flows;

/// <summary>Keeps the contents of flows that no longer need them, and counts the flows that are undecided.</summary>
sealed class FlowContentPool(EngineOptions options)
{
    const int MaxIdle = 16_384;

    readonly Stack<FlowContent> _idle = new();
    int _undecided;
    int _holding;

    internal FlowContent Rent() => _idle.TryPop(out FlowContent? content) ? content : new FlowContent();

    internal void Return(FlowContent content)
    {
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
