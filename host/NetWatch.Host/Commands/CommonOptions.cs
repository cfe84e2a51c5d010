using System.CommandLine;
using NetWatch.PluginHost.Discovery;

namespace NetWatch.Host.Commands;

/// <summary>Options that several commands share.</summary>
sealed class CommonOptions
{
    internal Option<string[]> PluginDirectories { get; } = new("--plugin-dir")
    {
        Description = "Load plugins from this folder too: a plugin's own folder, or a folder of plugin folders.",
        HelpName = "DIR",
        Recursive = true,
    };

    internal Option<bool> SafeMode { get; } = new("--safe-mode") { Description = "Load only what is bundled; no plugin of the user's.", Recursive = true };

    internal Option<string?> Configuration { get; } = new("--config")
    {
        Description = "The configuration to use instead of netwatch.json in the user's folder. See docs/configuration.md.",
        HelpName = "FILE",
    };

    internal Option<string?> Ja4Database { get; } = new("--ja4-db")
    {
        Description = "Name clients by this JA4 database (FoxIO's CSV or JSON form). See docs/ja4.md.",
        HelpName = "FILE",
    };

    internal Option<string?> Filter { get; } = new("--filter", "-f")
    {
        Description = "Only flows that match: app:tls and tls.sni ~ example, ip 10.0.0.0/8, port {80 443}. See docs/filters.md.",
        HelpName = "EXPR",
    };

    internal void AddPluginOptionsTo(Command command)
    {
        command.Options.Add(PluginDirectories);
        command.Options.Add(SafeMode);
    }

    internal PluginHostOptions Plugins(ParseResult result) => new()
    {
        DevFolders = result.GetValue(PluginDirectories) ?? [],
        SafeMode = result.GetValue(SafeMode),
    };
}
