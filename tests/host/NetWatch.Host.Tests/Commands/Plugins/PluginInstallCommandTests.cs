using System.CommandLine;
using System.IO.Compression;
using NetWatch.Host.Commands.Plugins;
using NetWatch.PluginHost.Discovery;

namespace NetWatch.Host.Tests.Commands.Plugins;

/// <summary>Installing and removing over a folder of the user that is empty at first, with a plugin of the build as the package.</summary>
public sealed class PluginInstallCommandTests : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("netwatch-install-").FullName;
    readonly string _package;

    public PluginInstallCommandTests()
    {
        string staged = Path.Combine(_root, "staged");
        CopyFolder(Path.Combine(AppContext.BaseDirectory, "plugins", "dns"), Path.Combine(staged, "plugin"));
        _package = Path.Combine(_root, "dns.nupkg");
        ZipFile.CreateFromDirectory(staged, _package);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void What_a_package_provides_and_asks_for_is_shown_and_then_it_is_listed()
    {
        (int code, string output, _) = Run("install", _package);
        code.ShouldBe(0, output);
        output.ShouldContain("protocol dns (DNS)");
        output.ShouldContain("asks for  nothing");
        output.ShouldContain("Installed in");

        (code, output, _) = Run("list");
        code.ShouldBe(0, output);
        output.ShouldContain("dns");
        output.ShouldContain("user");

        Run("install", _package).Output.ShouldContain("in the place of version");
    }

    [Fact]
    public void A_refused_package_is_told_with_code_and_next_step_and_exit_code_1()
    {
        File.WriteAllText(_package, "no archive");
        (int code, string output, _) = Run("install", _package);
        code.ShouldBe(1);
        output.ShouldContain("NW2025");
        output.ShouldContain("nothing was changed");
    }

    [Fact]
    public void A_package_that_does_not_exist_is_a_mistake_of_usage()
    {
        (int code, _, string error) = Run("install", Path.Combine(_root, "no-such.nupkg"));
        code.ShouldBe(2);
        error.ShouldContain("no-such.nupkg");
    }

    [Fact]
    public void What_was_installed_can_be_removed_once()
    {
        Run("install", _package);
        Run("remove", "dns").ShouldBe((0, $"Removed dns.{Environment.NewLine}", ""));
        (int code, _, string error) = Run("remove", "dns");
        code.ShouldBe(2);
        error.ShouldContain("netwatch plugin list");
    }

    (int Code, string Output, string Error) Run(params string[] args)
    {
        // Nothing is bundled here: the plugin of the build would keep its id.
        var options = new PluginHostOptions { BundledFolder = Path.Combine(_root, "bundled"), UserFolder = Path.Combine(_root, "user", "plugins"), StateFolder = null };
        using StringWriter output = new(), error = new();
        int code = PluginCommand.Create(_ => options, TimeProvider.System).Parse(args)
            .Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }

    static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
