namespace NetWatch.Engine.Filters;

/// <summary>What can be the name of a field.</summary>
static class FieldName
{
    /// <summary>A letter, then letters, digits, underscores and hyphens, in parts joined by dots.</summary>
    internal static bool IsValid(string name)
    {
        if (name.Length == 0 || !char.IsAsciiLetter(name[0]) || name[^1] == '.' || name.Contains("..", StringComparison.Ordinal)) return false;
        return name.All(static character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.');
    }
}
