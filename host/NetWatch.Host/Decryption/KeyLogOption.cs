using System.CommandLine;
using NetWatch.Host.Configuration;

namespace NetWatch.Host.Decryption;

/// <summary>The option <c>--keylog</c>; without it the configuration says which file, and else what clients themselves obey.</summary>
sealed class KeyLogOption
{
    const string Name = "--keylog";

    /// <summary>The variable that clients obey.</summary>
    internal const string Variable = "SSLKEYLOGFILE";

    readonly Option<string?> _option = new(Name)
    {
        Description = "Decrypt TLS and QUIC with the secrets in this key log file (SSLKEYLOGFILE format); live it may be created later. Default: decryption.keylog of the configuration, else the file that SSLKEYLOGFILE names.",
        HelpName = "FILE",
    };

    internal void AddTo(Command command) => command.Options.Add(_option);

    /// <summary>The file that the user named for this command, or null.</summary>
    internal string? Value(ParseResult result) => result.GetValue(_option);

    /// <summary>The secrets of a run.</summary>
    /// <param name="named">The file that the user named for this command, or null.</param>
    /// <param name="settings">What else is set.</param>
    internal static KeySources Open(string? named, Settings settings)
    {
        if (named is { Length: > 0 }) settings.SetOption(HostSettings.KeyLog, named, Name);
        return new KeySources(Chosen(settings), EngineSettings.KeyRing(settings));
    }

    /// <summary>The key log as it is set now, or null for none. An empty name in the configuration means none, whatever the variable says.</summary>
    internal static string? Chosen(Settings settings) => settings.Find(HostSettings.KeyLog).Value switch
    {
        null => OfVariable(),
        "" => null,
        var named => named,
    };

    /// <summary>The file that the variable names, or null.</summary>
    internal static string? OfVariable() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named && Path.IsPathFullyQualified(named) ? named : null;
}
