namespace NetWatch.Engine.Filters;

/// <summary>Carries the first error of an expression from where it is found to the compiler; never leaves it.</summary>
sealed class FilterSyntaxException(int position, string message) : Exception(message)
{
    /// <summary>The character at fault, from 0; the length of the expression when it ends too early.</summary>
    internal int Position { get; } = position;
}
