using NetWatch.PluginHost.Problems;
using NetWatch.PluginHost.Verification;

namespace NetWatch.PluginHost.Install;

/// <summary>The folder of installed plugins while it is being changed. One netwatch at a time; every change is whole or not at all.</summary>
sealed class UserPlugins : IDisposable
{
    const string StagePrefix = ".stage-";
    const string Guard = ".changing";
    const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    readonly FileStream _guard;

    UserPlugins(string folder, FileStream guard)
    {
        Folder = folder;
        _guard = guard;
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Opens the folder for changes, and makes it if need be. Null with a problem when that is impossible.</summary>
    public static UserPlugins? Open(string? folder, ICollection<PluginProblem> problems)
    {
        if (folder is null)
        {
            problems.Add(new(ProblemCodes.InstallFailed, "There is no folder for plugins, because the user has no home.", "Set HOME or XDG_DATA_HOME."));
            return null;
        }

        try
        {
            CreateFolder(folder);
            var guard = new FileStream(Path.Combine(folder, Guard), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            var plugins = new UserPlugins(folder, guard);
            plugins.Sweep();
            return plugins;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add(Failed(folder, error));
            return null;
        }
    }

    /// <summary>An empty folder beside the plugins, which discovery passes over.</summary>
    public string CreateStage()
    {
        string stage = StagePath();
        CreateFolder(stage);
        return stage;
    }

    /// <summary>
    /// Puts a staged folder in the place of a plugin, or nothing when there is none, and writes the lock. When any step fails everything is as it was.
    /// </summary>
    public void Replace(string target, string? stage, PluginLock locked)
    {
        string? old = Directory.Exists(target) ? StagePath() : null;
        if (old is not null) Directory.Move(target, old);
        try
        {
            if (stage is not null) Directory.Move(stage, target);
            // A crash before this leaves a plugin that the lock does not know, which is refused and told, never one that was not checked.
            locked.Save();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (stage is not null && Directory.Exists(target)) Directory.Delete(target, recursive: true);
            if (old is not null) Directory.Move(old, target);
            throw;
        }
    }

    /// <summary>Deletes what is staged and lets others change the folder.</summary>
    public void Dispose()
    {
        Sweep();
        _guard.Dispose();
    }

    /// <summary>The problem of a folder that can't be changed.</summary>
    public static PluginProblem Failed(string folder, Exception error) => new(ProblemCodes.InstallFailed, $"{folder} can't be changed: {error.Message}",
        "Make the folder writable for yourself, free some space, or wait until another netwatch has ended its change. Nothing was changed.");

    // Also what a run that was killed has left.
    void Sweep()
    {
        foreach (string stage in Directory.GetDirectories(Folder, StagePrefix + "*"))
        {
            try
            {
                Directory.Delete(stage, recursive: true);
            }
            // It is passed over by discovery, and the next change tries again.
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
            }
        }
    }

    string StagePath() => Path.Combine(Folder, StagePrefix + Path.GetRandomFileName());

    /// <summary>Makes a folder that nobody else can write to, whatever the umask is.</summary>
    internal static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnersOnly);
    }
}
