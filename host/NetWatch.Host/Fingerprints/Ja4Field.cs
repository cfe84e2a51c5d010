namespace NetWatch.Host.Fingerprints;

/// <summary>The fields that are read of a database: those that name something come in the order of what they say.</summary>
enum Ja4Field
{
    None,
    Fingerprint,
    Application,
    Library,
    Device,
    System,
    UserAgent,
    Verified,
    Observations,
}
