namespace NetWatch.Plugins.Geo.Tests;

/// <summary>A test that asks mmdblookup too; where there is none it says so, and with CI=true it fails instead.</summary>
sealed class MmdbLookupFactAttribute : FactAttribute
{
    internal const string Program = "/usr/bin/mmdblookup";

    public MmdbLookupFactAttribute()
    {
        if (!File.Exists(Program) && Environment.GetEnvironmentVariable("CI") != "true") Skip = "Needs mmdblookup (Debian: mmdb-bin).";
    }
}
