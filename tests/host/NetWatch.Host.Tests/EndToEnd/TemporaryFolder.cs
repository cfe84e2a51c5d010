namespace NetWatch.Host.Tests.EndToEnd;

/// <summary>A folder that is gone after the test.</summary>
sealed class TemporaryFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("netwatch-test-").FullName;

    internal string this[string name] => System.IO.Path.Combine(Path, name);

    internal string[] Names => [.. Directory.EnumerateFileSystemEntries(Path).Select(each => System.IO.Path.GetFileName(each)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
