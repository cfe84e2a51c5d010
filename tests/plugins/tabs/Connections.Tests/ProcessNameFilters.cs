using NetWatch.Sdk.Export;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Snapshots;

namespace NetWatch.Plugins.Connections.Tests;

/// <summary>A filter language in which an expression is the name of a process.</summary>
sealed class ProcessNameFilters : IFilterCompiler
{
    public bool TryCompile(string expression, out IFlowFilter? filter, out string? error)
    {
        (filter, error) = (new Named(expression), null);
        return true;
    }

    sealed class Named(string name) : IFlowFilter
    {
        public bool Matches(in FlowRecord flow) => flow.Process?.Process.Name == name;

        public bool Matches(in PacketRow packet) => false;
    }
}
