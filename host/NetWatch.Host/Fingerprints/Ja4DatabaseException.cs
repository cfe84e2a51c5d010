namespace NetWatch.Host.Fingerprints;

/// <summary>A JA4 database can't be used; the message says which file, where in it, what is wrong and what to do.</summary>
sealed class Ja4DatabaseException(string message) : Exception(message);
