using System.CommandLine;
using NetWatch.Host.Configuration;

namespace NetWatch.Host.Decryption;

/// <summary>The option <c>--keylog</c>; without it the configuration says which file, and else what clients themselves obey.</summary>
sealed class KeyLogOption
{
    const string Variable = "SSLKEYLOGFILE";

    readonly Option<string?> _option = new("--keylog")
    {
        Description = "Decrypt TLS and QUIC with the secrets in this key log file (SSLKEYLOGFILE format); live it may be created later. Default: decryption.keylog of the configuration, else the file that SSLKEYLOGFILE names.",
        HelpName = "FILE",
    };

    internal void AddTo(Command command) => command.Options.Add(_option);

    internal KeySources Open(ParseResult result, Settings settings) => new(Find(result, settings));

    /// <summary>Whether the user named the file for this command, so that its absence is a mistake.</summary>
    internal bool WasGiven(ParseResult result) => result.GetValue(_option) is { Length: > 0 };

    string? Find(ParseResult result, Settings settings)
    {
        if (result.GetValue(_option) is { Length: > 0 } given) return given;
        if (settings.KeyLog is { } configured) return configured;
        return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named && Path.IsPathFullyQualified(named) ? named : null;
    }
}
