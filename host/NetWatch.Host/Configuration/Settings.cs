using Microsoft.Extensions.Configuration;
using NetWatch.Host.Commands;
using NetWatch.PluginHost.Discovery;
using NetWatch.Sdk.Plugins;

namespace NetWatch.Host.Configuration;

/// <summary>
/// What the user has set: the file named by <c>--config</c>, or the one in the user's folder, below the environment (<c>NETWATCH_NETWORK__EGRESS</c>).
/// </summary>
sealed class Settings : IPluginSettings
{
    const string Prefix = "NETWATCH_";

    readonly IConfiguration _values;

    Settings(IConfiguration values) => _values = values;

    /// <summary>Nothing is set.</summary>
    internal static Settings None { get; } = new(new ConfigurationBuilder().Build());

    /// <summary>Whether plugins that ask for it may talk to hosts that the user did not name.</summary>
    internal bool AllowsEgress => _values[Key(ConfigurationSchema.Egress)] == "true";

    /// <summary>The database of JA4 fingerprints, or null.</summary>
    internal string? Ja4Database => _values[Key(ConfigurationSchema.Ja4Database)];

    /// <summary>The key log with the secrets of TLS and QUIC, or null.</summary>
    internal string? KeyLog => _values[Key(ConfigurationSchema.KeyLog)] is { Length: > 0 } named ? named : null;

    /// <summary>Reads what is set.</summary>
    /// <param name="path">The file that the user named, or null for the one in the user's folder, which need not be there.</param>
    /// <param name="schema">What may be set.</param>
    /// <exception cref="ConfigurationException">The message says where it is wrong.</exception>
    internal static Settings Load(string? path, ConfigurationSchema schema)
    {
        var builder = new ConfigurationBuilder();
        if (path is null && UserFolders.Configuration() is { } folder)
        {
            string usual = Path.Combine(folder, "netwatch.json");
            if (File.Exists(usual)) path = usual;
        }

        if (path is not null)
            builder.AddInMemoryCollection(ConfigurationFile.Read(path, schema).Select(each => KeyValuePair.Create(Key(each.Key), each.Value)));
        IConfiguration values = builder.AddEnvironmentVariables(Prefix).Build();
        foreach ((string key, string? value) in values.AsEnumerable())
        {
            // Other variables of the prefix may be somebody else's; those that are ours must be in order.
            if (schema.KindOf(key.Replace(':', '.').ToLowerInvariant()) is { } kind && ConfigurationFile.Fault(value, kind) is { } fault)
                throw new ConfigurationException($"{Prefix}{key.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant()} {fault}.");
        }

        return new Settings(values);
    }

    /// <summary>How often a collector shall run, or null for its own choice.</summary>
    internal TimeSpan? Cadence(string collectorId) =>
        DurationText.TryParse(Get(collectorId, "cadence"), out TimeSpan? cadence) ? cadence : null;

    /// <summary>Whether a collector is turned off.</summary>
    internal bool IsOff(string collectorId) => Get(collectorId, "enabled") == "false";

    public string? Get(string extensionId, string key) => _values[$"collectors:{extensionId}:{key}"];

    static string Key(string key) => key.Replace('.', ':');
}
