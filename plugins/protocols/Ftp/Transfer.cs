using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Ftp;

/// <summary>
/// What a data connection carries. Made when the port is agreed on, filled in when the file is asked for: the analyzer of the control
/// connection writes it, that of the data connection reads it, both on one thread.
/// </summary>
sealed class Transfer
{
    /// <summary>The id of the control connection in exports.</summary>
    internal required long ControlFlowId { get; init; }

    /// <summary>The ends of the control connection.</summary>
    internal required FiveTuple Control { get; init; }

    /// <summary>Whether the server is contacted (PASV, EPSV) or the client (PORT, EPRT).</summary>
    internal required bool IsPassive { get; init; }

    /// <summary>The port that is contacted.</summary>
    internal required ushort Port { get; init; }

    /// <summary>Who is logged in, or null.</summary>
    internal string? User { get; init; }

    /// <summary>The command that the connection serves, or null before it was given.</summary>
    internal string? Command { get; set; }

    /// <summary>The path that the command names, or the name that the server gave the file (STOU); null for a listing of the working directory.</summary>
    internal string? FileName { get; set; }

    /// <summary>The size of the file as the server said it, in bytes, or -1.</summary>
    internal long Size { get; set; } = -1;

    /// <summary>What the server says to the command: a size in bytes, or the name that it made up.</summary>
    internal void OnReply(int code, ReadOnlySpan<byte> text)
    {
        if (code is 125 or 150 && FtpFacts.TryReadSizeIn(text, out long size)) Size = size;
        if (Command == "STOU" && code is 125 or 150 or 250 or 226 && FtpFacts.NameIn(text) is { Length: > 0 } name) FileName = name;
    }
}
