namespace NetWatch.Host.Configuration;

/// <summary>The configuration can't be used; the message says which file, which line, what is wrong and what to do.</summary>
sealed class ConfigurationException(string message) : Exception(message);
