using System.Runtime.CompilerServices;

namespace NetWatch.Plugins.Eve;

/// <summary>
/// The beginnings of lines, by flow: id, ends and labels are the same on every line of a flow, and a flow of many transactions has many
/// lines. A bounded number of them, the latest of each place.
/// </summary>
sealed class FlowHeads
{
    const int Places = 512;

    readonly Head?[] _heads = new Head?[Places];

    /// <summary>The head of a flow as it is labelled now, or null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Head? Find(long flow, string? app, string? inner, bool isGuess) =>
        _heads[Place(flow)] is { } head && head.Flow == flow && ReferenceEquals(head.App, app) && ReferenceEquals(head.Inner, inner) && head.IsGuess == isGuess
            ? head
            : null;

    /// <summary>Keeps the head of a flow; one that is unusually long is not worth it.</summary>
    /// <param name="flow">The flow's id.</param>
    /// <param name="app">Its label, or null.</param>
    /// <param name="inner">The label of what is inside, or null.</param>
    /// <param name="isGuess">Whether the label is one by port only.</param>
    /// <param name="before">What stands before the type of the event.</param>
    /// <param name="after">What stands behind it.</param>
    internal void Keep(long flow, string? app, string? inner, bool isGuess, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        if (before.Length > Head.MaxBefore || after.Length > Head.MaxAfter) return;
        (_heads[Place(flow)] ??= new Head()).Set(flow, app, inner, isGuess, before, after);
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

        internal long Flow { get; private set; }

        internal string? App { get; private set; }

        internal string? Inner { get; private set; }

        internal bool IsGuess { get; private set; }

        internal ReadOnlySpan<byte> Before => _before.AsSpan(0, _beforeLength);

        internal ReadOnlySpan<byte> After => _after.AsSpan(0, _afterLength);

        internal void Set(long flow, string? app, string? inner, bool isGuess, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
        {
            (Flow, App, Inner, IsGuess) = (flow, app, inner, isGuess);
            before.CopyTo(_before);
            after.CopyTo(_after);
            (_beforeLength, _afterLength) = (before.Length, after.Length);
        }
    }
}
