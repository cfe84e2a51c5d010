namespace NetWatch.Sdk.Plugins;

/// <summary>Compiles the filter language of <c>--filter</c> and of the filter line on the screen.</summary>
public interface IFilterCompiler
{
    /// <summary>
    /// Compiles an expression. Any thread. On failure <paramref name="error"/> says what is wrong and at which character, and
    /// <paramref name="filter"/> is null.
    /// </summary>
    bool TryCompile(string expression, out IFlowFilter? filter, out string? error);
}
