namespace NetWatch.Terminal.Shell;

/// <summary>What a tab threw, as text: an exception is code of the plugin, and is asked once.</summary>
/// <param name="Type">The type of the exception.</param>
/// <param name="Message">Its message.</param>
/// <param name="FirstFrame">Where it was thrown, or null.</param>
sealed record TabError(string Type, string Message, string? FirstFrame)
{
    /// <summary>Reads an exception. Within the watched call, since it may hang there, too.</summary>
    public static TabError Of(Exception error)
    {
        try
        {
            return new TabError(error.GetType().Name, error.Message, FirstFrameOf(error.StackTrace));
        }
        catch (Exception second)
        {
            return new TabError(error.GetType().Name, $"(its message can't be read: {second.GetType().Name})", null);
        }
    }

    static string? FirstFrameOf(string? trace)
    {
        if (trace is null) return null;
        int end = trace.IndexOf('\n', StringComparison.Ordinal);
        return (end < 0 ? trace : trace[..end]).Trim();
    }
}
