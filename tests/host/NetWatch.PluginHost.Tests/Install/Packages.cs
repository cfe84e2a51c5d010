using System.IO.Compression;

namespace NetWatch.PluginHost.Tests.Install;

/// <summary>Plugin packages out of really built fixtures, and packages that no build would make.</summary>
static class Packages
{
    /// <summary>Packs a fixture as dotnet pack does; a change can be made to its folder before.</summary>
    public static string Of(PluginFolders folders, string fixture, Action<string>? change = null)
    {
        string scratch = Directory.CreateTempSubdirectory("netwatch-package-").FullName;
        try
        {
            string plugin = PluginFolders.Copy(fixture, scratch, "plugin");
            change?.Invoke(plugin);
            return Of(folders, Directory.EnumerateFiles(plugin, "*", SearchOption.AllDirectories)
                .Select(file => (Path.GetRelativePath(scratch, file).Replace('\\', '/'), File.ReadAllBytes(file))));
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    /// <summary>A package of the given entries, beside the folders of plugins.</summary>
    public static string Of(PluginFolders folders, params IEnumerable<(string Name, byte[] Bytes)> entries)
    {
        string path = Path.Combine(folders.State, $"{Guid.NewGuid():N}.nupkg");
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((string name, byte[] bytes) in entries)
        {
            using Stream entry = archive.CreateEntry(name).Open();
            entry.Write(bytes);
        }

        return path;
    }

    /// <summary>A package of one file that unpacks to more than any plugin has, out of a few hundred kilobytes.</summary>
    public static string Bomb(PluginFolders folders)
    {
        string path = Path.Combine(folders.State, "bomb.nupkg");
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        using (Stream manifest = archive.CreateEntry("plugin/netwatch-plugin.json").Open()) manifest.Write("{}"u8);
        using Stream entry = archive.CreateEntry("plugin/zeros").Open();
        byte[] zeros = new byte[1 << 20];
        for (int i = 0; i < 257; i++) entry.Write(zeros);
        return path;
    }
}
