namespace NetWatch.Plugins.Ftp;

/// <summary>A command of FTP. Those that are known are made once, so that a flow of them makes no strings.</summary>
/// <param name="name">In capital letters.</param>
/// <param name="weight">What it says about the protocol.</param>
/// <param name="role">What a session does about it.</param>
sealed class FtpVerb(string name, VerbWeight weight = VerbWeight.None, VerbRole role = VerbRole.None)
{
    /// <summary>What is no command, and only keeps its place in the queue, for its reply.</summary>
    internal static readonly FtpVerb None = new("");

    internal string Name { get; } = name;

    internal VerbWeight Weight { get; } = weight;

    internal VerbRole Role { get; } = role;

    /// <summary>Whether a data connection serves it.</summary>
    internal bool IsTransfer => Role is VerbRole.Retrieve or VerbRole.Transfer;
}
