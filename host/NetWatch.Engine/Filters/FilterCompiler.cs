using System.Diagnostics.CodeAnalysis;
using NetWatch.Sdk.Plugins;

namespace NetWatch.Engine.Filters;

/// <summary>Compiles filter expressions; docs/filters.md describes the language.</summary>
/// <param name="flows">Finds the flows of packets; without it a packet has only its own fields.</param>
public sealed class FilterCompiler(IFlowLookup? flows = null) : IFilterCompiler
{
    /// <summary>The longest expression, in characters.</summary>
    public const int LongestExpression = 4096;

    /// <inheritdoc/>
    public bool TryCompile(string expression, [NotNullWhen(true)] out IFlowFilter? filter, [NotNullWhen(false)] out string? error)
    {
        filter = null;
        error = null;
        try
        {
            if (expression.Length > LongestExpression)
                throw new FilterSyntaxException(LongestExpression, $"the expression is longer than {LongestExpression} characters");
            filter = new CompiledFilter(new FilterParser(expression).Parse(), flows);
            return true;
        }
        catch (FilterSyntaxException exception)
        {
            error = $"Filter, character {exception.Position + 1}: {exception.Message}.";
            return false;
        }
    }
}
