namespace NetWatch.Host.Configuration;

/// <summary>Where the value of a setting comes from; the later ones stand above the earlier.</summary>
enum SettingOrigin
{
    /// <summary>Nobody has set it.</summary>
    Default,
    /// <summary>The configuration file.</summary>
    File,
    /// <summary>A variable of the environment.</summary>
    Environment,
    /// <summary>An option of the command line.</summary>
    Option,
    /// <summary>The user has changed it while the program runs.</summary>
    Here,
}
