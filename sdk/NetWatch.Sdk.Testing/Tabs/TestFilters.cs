using NetWatch.Sdk.Export;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Sdk.Testing.Tabs;

/// <summary>
/// A filter language for tests of tabs: <c>app:NAME</c> passes what carries that label, anything with a <c>!</c> is an error at that
/// character, and every other word is one that nothing passes.
/// </summary>
public sealed class TestFilters : IFilterCompiler
{
    /// <inheritdoc/>
    public bool TryCompile(string expression, out IFlowFilter? filter, out string? error) => TryCompile(expression, out filter, out error, out _);

    /// <inheritdoc/>
    public bool TryCompile(string expression, out IFlowFilter? filter, out string? error, out int position)
    {
        position = expression.IndexOf('!', StringComparison.Ordinal);
        filter = position < 0 ? new LabelFilter(expression.StartsWith("app:", StringComparison.Ordinal) ? expression[4..] : "\0") : null;
        error = position < 0 ? null : $"Nothing may start with '!' (character {position + 1}).";
        return position < 0;
    }

    sealed class LabelFilter(string label) : IFlowFilter
    {
        public bool Matches(in FlowRecord flow) => string.Equals(flow.App, label, StringComparison.Ordinal);

        public bool Matches(in PacketRow packet) => string.Equals(packet.App, label, StringComparison.Ordinal);
    }
}
