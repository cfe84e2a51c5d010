namespace NetWatch.Host.Running;

/// <summary>Says in one sentence why a file can't be read or written.</summary>
static class FileErrors
{
    internal static string Sentence(string path, Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => $"{path}: there is no such file; check the name.",
        UnauthorizedAccessException => $"{path}: may not be opened by this user; change its permissions or use sudo.",
        _ => $"{path}: {error.Message}",
    };
}
