namespace NetWatch.Host;

/// <summary>What the process tells its caller.</summary>
static class ExitCodes
{
    /// <summary>All went well.</summary>
    internal const int Success = 0;

    /// <summary>The program itself failed: a plugin that is needed is missing, or something that should not happen.</summary>
    internal const int Failure = 1;

    /// <summary>The input was wrong: a broken or missing file, a bad filter, an option that makes no sense.</summary>
    internal const int BadInput = 2;

    /// <summary>What was asked for needs a privilege that is missing.</summary>
    internal const int NoPrivilege = 3;

    /// <summary>Ended by the user (128 + SIGINT).</summary>
    internal const int Interrupted = 130;
}
