using NetWatch.Host.Composition;
using NetWatch.Host.Configuration;
using NetWatch.Host.Fingerprints;
using NetWatch.Host.Output;

namespace NetWatch.Host.Commands;

/// <summary>What the user has set for a run: the configuration, and the options that stand above it.</summary>
static class RunConfiguration
{
    /// <summary>Reads what is set and gives it to the run; false when something of it can't be used, which was told then.</summary>
    /// <param name="configuration">The configuration that the user named, or null for that of the user's folder.</param>
    /// <param name="ja4Database">The JA4 database that the user named, or null for that of the configuration.</param>
    /// <param name="services">Takes what is set.</param>
    /// <param name="extensions">Says what may be set, and takes the database.</param>
    internal static bool TryApply(string? configuration, string? ja4Database, HostServices services, Extensions extensions)
    {
        try
        {
            services.UserSettings = Settings.Load(configuration, new ConfigurationSchema(extensions.Catalog.Plugins));
            if (ja4Database is { } given) services.UserSettings.SetOption(HostSettings.Ja4Database, given, "--ja4-db");
            if (services.UserSettings.Ja4Database is { } database) extensions.Annotator = Ja4Database.Load(database);
            return true;
        }
        catch (Exception error) when (error is ConfigurationException or Ja4DatabaseException)
        {
            Console.Error.WriteLine("netwatch: " + Plain.Clean(error.Message));
            return false;
        }
    }
}
