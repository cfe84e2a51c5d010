namespace NetWatch.Terminal.Shell;

/// <summary>Ends a thread of the screen whose call into a tab was given up.</summary>
sealed class AbandonedCallException : Exception;
