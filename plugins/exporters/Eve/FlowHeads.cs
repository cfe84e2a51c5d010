using System.Runtime.CompilerServices;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Eve;

/// <summary>
/// The beginnings of lines, by flow: id, ends and labels are the same on every line of a flow, and a flow of many transactions has many
/// lines. A bounded number of them, the latest of each place.
/// </summary>
sealed class FlowHeads
{
    const int Places = 512;

    readonly Head?[] _heads = new Head?[Places];

    /// <summary>The head of a flow as it is labelled now, or null. All that stands in it is compared: whoever sends packets can make two flows of one id.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Head? Find(in FlowRecord flow, string? app) => _heads[Place(flow.Id)] is { } head && head.IsOf(flow, app) ? head : null;

    /// <summary>Keeps the head of a flow; one that is unusually long is not worth it.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="app">Its label as it is written, or null.</param>
    /// <param name="before">What stands before the type of the event.</param>
    /// <param name="after">What stands behind it.</param>
    internal void Keep(in FlowRecord flow, string? app, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        if (before.Length > Head.MaxBefore || after.Length > Head.MaxAfter) return;
        (_heads[Place(flow.Id)] ??= new Head()).Set(flow, app, before, after);
    }

    // Ids are mixed well already (53 bits, the lowest included).
    static int Place(long flow) => (int)flow & (Places - 1);

    /// <summary>The text of one flow.</summary>
    internal sealed class Head
    {
        /// <summary>Bytes that are kept of what stands before the type of the event, and copied as a whole.</summary>
        internal const int MaxBefore = 48;

        /// <summary>Bytes that are kept of what stands behind it.</summary>
        internal const int MaxAfter = 256;

        readonly byte[] _before = new byte[MaxBefore];
        readonly byte[] _after = new byte[MaxAfter];
        int _beforeLength, _afterLength;
        long _flow;
        FiveTuple _tuple;
        ushort _vlan;
        string? _app, _inner;
        bool _isGuess;

        internal ReadOnlySpan<byte> Before => _before.AsSpan(0, _beforeLength);

        internal ReadOnlySpan<byte> After => _after.AsSpan(0, _afterLength);

        internal bool IsOf(in FlowRecord flow, string? app) =>
            _flow == flow.Id && ReferenceEquals(_app, app) && ReferenceEquals(_inner, flow.InnerApp) && _isGuess == flow.IsGuess
            && _vlan == flow.VlanId && _tuple.Equals(flow.Tuple);

        internal void Set(in FlowRecord flow, string? app, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
        {
            (_flow, _tuple, _vlan, _app, _inner, _isGuess) = (flow.Id, flow.Tuple, flow.VlanId, app, flow.InnerApp, flow.IsGuess);
            before.CopyTo(_before);
            after.CopyTo(_after);
            (_beforeLength, _afterLength) = (before.Length, after.Length);
        }
    }
}
