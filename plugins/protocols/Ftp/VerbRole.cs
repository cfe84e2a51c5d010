namespace NetWatch.Plugins.Ftp;

/// <summary>What a session does about a command beside telling it.</summary>
enum VerbRole
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>USER.</summary>
    User,
    /// <summary>PASS and ACCT: the argument is a secret, and the reply says whether it was the right one.</summary>
    Password,
    /// <summary>ADAT: the argument is a secret (RFC 2228 §3).</summary>
    Secret,
    /// <summary>SITE: some of what stands behind it changes passwords.</summary>
    Site,
    /// <summary>AUTH: TLS may begin.</summary>
    Auth,
    /// <summary>PORT.</summary>
    Port,
    /// <summary>EPRT.</summary>
    ExtendedPort,
    /// <summary>PASV.</summary>
    Passive,
    /// <summary>EPSV.</summary>
    ExtendedPassive,
    /// <summary>SIZE.</summary>
    Size,
    /// <summary>RETR.</summary>
    Retrieve,
    /// <summary>The other commands that use a data connection.</summary>
    Transfer,
}
