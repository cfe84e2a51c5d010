using System.Diagnostics;
using System.Text;

namespace NetWatch.Templates.Tests;

/// <summary>
/// An empty home outside the repository with the packages of the SDK and the template installed from its package: the machine of somebody who has
/// never seen the sources.
/// </summary>
public sealed class Workspace : IAsyncLifetime
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    // What a build server or the running tests set would reach the builds inside: locked restores, other homes, other SDK folders.
    static readonly string[] Foreign = ["CI", "TF_BUILD", "GITHUB_ACTIONS", "Configuration", "Platform", "RestoreLockedMode", "VersionPrefix", "VersionSuffix"];
    static readonly string[] ForeignPrefixes = ["MSBUILD", "NUGET", "VSTEST", "XDG_", "COVERLET", "DOTNET_CLI", "DOTNET_STARTUP", "NETWATCH"];

    readonly string _root = Directory.CreateTempSubdirectory("netwatch-template-").FullName;

    internal string Packages => Path.Combine(_root, "feed");

    string Home => Path.Combine(_root, "home");

    public async Task InitializeAsync()
    {
        if (BuildFacts.OfflineObstacle is { } obstacle)
        {
            // Elsewhere the tests are skipped with this reason.
            if (BuildFacts.IsBuildServer) throw new InvalidOperationException(obstacle);
            return;
        }

        foreach (string folder in new[] { Packages, Home, Path.Combine(_root, "work") }) Directory.CreateDirectory(folder);
        foreach (string project in new[] { "sdk/NetWatch.Sdk", "sdk/NetWatch.Sdk.Testing", "templates" })
        {
            await DotnetAsync(_root, "pack", Path.Combine(BuildFacts.Repository, project), "--no-build", "-c", BuildFacts.Configuration, "-o", Packages);
        }

        // The packages of the SDK come from here and nowhere else: an older build of them in a cache would be another SDK.
        await File.WriteAllTextAsync(Path.Combine(_root, "nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="feed" value="{Packages}" /><add key="cache" value="{BuildFacts.PackageCache}" /></packageSources>
              <packageSourceMapping>
                <packageSource key="feed"><package pattern="NetWatch.*" /></packageSource>
                <packageSource key="netwatch-sdk"><package pattern="NetWatch.*" /></packageSource>
                <packageSource key="cache"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
        await DotnetAsync(_root, "new", "install", Directory.GetFiles(Packages, "NetWatch.Templates.*.nupkg").ShouldHaveSingleItem());
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Makes a solution from the template and returns its folder.</summary>
    internal async Task<string> CreateAsync(string name, params string[] options)
    {
        string work = Path.Combine(_root, "work");
        await DotnetAsync(work, ["new", "netwatch-protocol", "-n", name, "--no-update-check", .. options]);
        return Path.Combine(work, name);
    }

    /// <summary>Runs a command of the .NET SDK and returns what it printed.</summary>
    internal Task<string> DotnetAsync(string folder, params string[] arguments) => RunAsync(folder, "dotnet", arguments);

    /// <summary>Runs netwatch and returns what it printed.</summary>
    internal Task<string> NetWatchAsync(string folder, params string[] arguments) => RunAsync(folder, "dotnet", [BuildFacts.Host, .. arguments]);

    /// <summary>Runs a command, which must end well and within minutes.</summary>
    internal async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
            UseShellExecute = false,
        };
        SetEnvironment(start.Environment);
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        var text = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(text, line.Data);
        process.ErrorDataReceived += (_, line) => Append(text, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException exception)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} has not ended after {Limit}:\n{Read(text)}", exception);
        }

        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}\n{Read(text)}");
        return Read(text);
    }

    void SetEnvironment(IDictionary<string, string?> environment)
    {
        foreach (string name in environment.Keys.ToArray())
        {
            bool isForeign = Foreign.Contains(name, StringComparer.OrdinalIgnoreCase)
                || ForeignPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
            if (isForeign) environment.Remove(name);
        }

        environment["HOME"] = Home;
        environment["DOTNET_CLI_HOME"] = Home;
        environment["NUGET_PACKAGES"] = Path.Combine(_root, "packages");
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        environment["DOTNET_NOLOGO"] = "1";
        environment["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";
        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        // Nothing stays behind that still holds files of the workspace.
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        environment["UseSharedCompilation"] = "false";
    }

    static void Append(StringBuilder text, string? line)
    {
        lock (text) text.AppendLine(line);
    }

    static string Read(StringBuilder text)
    {
        lock (text) return text.ToString();
    }
}
