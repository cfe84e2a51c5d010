namespace NetWatch.Plugins.Ftp;

/// <summary>How much a command says about the protocol.</summary>
enum VerbWeight
{
    /// <summary>No command of FTP.</summary>
    None,
    /// <summary>Other text protocols have the word too (POP3, NNTP, IRC, SMTP).</summary>
    Shared,
    /// <summary>Of FTP alone.</summary>
    Own,
}
