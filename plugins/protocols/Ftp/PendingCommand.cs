using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Ftp;

/// <summary>A command that waits for its reply.</summary>
struct PendingCommand
{
    internal FtpVerb Verb;
    internal Timestamp Time;

    /// <summary>The data connection that was agreed on for it.</summary>
    internal Transfer? Transfer;

    /// <summary>Whether the argument is nobody's business: replies that repeat it are not shown.</summary>
    internal bool IsSecret;

    /// <summary>Where the argument lies in the memory of the queue.</summary>
    internal int Start;

    /// <summary>How long it is; -1 without one.</summary>
    internal int Length;
}
