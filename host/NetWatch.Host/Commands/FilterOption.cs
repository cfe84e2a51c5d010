using NetWatch.Host.Composition;
using NetWatch.Host.Output;
using NetWatch.Sdk.Plugins;

namespace NetWatch.Host.Commands;

/// <summary>Compiles <c>--filter</c>, or says what is wrong with it.</summary>
static class FilterOption
{
    internal static bool TryCompile(string? expression, HostServices services, out IFlowFilter? filter)
    {
        filter = null;
        if (expression is null) return true;
        if (services.Filters.TryCompile(expression, out filter, out string? error)) return true;
        Console.Error.WriteLine($"netwatch: --filter {Plain.Clean(expression)}: {Plain.Clean(error ?? "")} See docs/filters.md.");
        return false;
    }
}
