using System.CommandLine;
using NetWatch.Host.Composition;
using NetWatch.Host.Configuration;
using NetWatch.Host.Fingerprints;
using NetWatch.Host.Output;

namespace NetWatch.Host.Commands;

/// <summary>What the user has set for a run: the configuration, and the options that stand above it.</summary>
static class RunConfiguration
{
    /// <summary>Reads what is set and gives it to the run; false when something of it can't be used, which was told then.</summary>
    internal static bool TryApply(ParseResult result, CommonOptions common, HostServices services, Extensions extensions)
    {
        try
        {
            services.UserSettings = Settings.Load(result.GetValue(common.Configuration), new ConfigurationSchema(extensions.Catalog.Plugins));
            if (result.GetValue(common.Ja4Database) is { } given) services.UserSettings.SetOption(HostSettings.Ja4Database, given, "--ja4-db");
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
