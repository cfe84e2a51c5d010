using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Eve;

/// <summary>
/// The beginnings of lines, by flow: id, ends and labels are the same on every line of a flow, and a flow of many transactions has many
/// lines, mostly soon after one another. A bounded number of them, the latest of each place; so few that they stay in the cache.
/// </summary>
sealed class FlowHeads
{
    /// <summary>What <see cref="Find"/> returns for a flow that has none.</summary>
    internal const int None = -1;

    const int Places = 128;

    // Bytes that are kept of what stands before the type of the event, and of what stands behind it.
    const int MaxBefore = 48, MaxAfter = 256, MaxBoth = MaxBefore + MaxAfter;

    // Whose heads they are, close together: most flows have none, and are told so without a look at one.
    readonly long[] _flows = new long[Places];
    readonly Labels[] _labels = new Labels[Places];
    readonly byte[] _texts = new byte[Places * MaxBoth];

    /// <summary>
    /// Where the head of a flow is, as it is labelled now. All that stands in it is compared: whoever sends packets can make two flows of one id.
    /// </summary>
    internal int Find(in FlowRecord flow, string? app)
    {
        int place = Place(flow.Id);
        return _flows[place] == flow.Id && _labels[place].AreOf(flow, app) ? place : None;
    }

    /// <summary>What stands before the type of the event.</summary>
    internal ReadOnlySpan<byte> Before(int place) => _texts.AsSpan(place * MaxBoth, _labels[place].BeforeLength);

    /// <summary>What stands behind it.</summary>
    internal ReadOnlySpan<byte> After(int place) => _texts.AsSpan(place * MaxBoth + MaxBefore, _labels[place].AfterLength);

    /// <summary>Keeps the head of a flow; one that is unusually long is not worth it.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="app">Its label as it is written, or null.</param>
    /// <param name="before">What stands before the type of the event.</param>
    /// <param name="after">What stands behind it.</param>
    internal void Keep(in FlowRecord flow, string? app, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        if (before.Length > MaxBefore || after.Length > MaxAfter) return;
        int place = Place(flow.Id);
        _flows[place] = flow.Id;
        _labels[place].Set(flow, app, (byte)before.Length, (ushort)after.Length);
        before.CopyTo(_texts.AsSpan(place * MaxBoth));
        after.CopyTo(_texts.AsSpan(place * MaxBoth + MaxBefore));
    }

    // Ids are mixed well already (53 bits, the lowest included).
    static int Place(long flow) => (int)flow & (Places - 1);

    struct Labels
    {
        string? _app, _inner;
        FiveTuple _tuple;
        ushort _vlan;
        bool _isGuess;

        internal byte BeforeLength { get; private set; }

        internal ushort AfterLength { get; private set; }

        internal readonly bool AreOf(in FlowRecord flow, string? app) =>
            ReferenceEquals(_app, app) && ReferenceEquals(_inner, flow.InnerApp) && _isGuess == flow.IsGuess
            && _vlan == flow.VlanId && _tuple.Equals(flow.Tuple);

        internal void Set(in FlowRecord flow, string? app, byte before, ushort after) =>
            (_app, _inner, _tuple, _vlan, _isGuess, BeforeLength, AfterLength) = (app, flow.InnerApp, flow.Tuple, flow.VlanId, flow.IsGuess, before, after);
    }
}
