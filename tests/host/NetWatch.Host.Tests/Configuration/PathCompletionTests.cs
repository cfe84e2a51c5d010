using NetWatch.Host.Configuration;
using NetWatch.Host.Tests.EndToEnd;

namespace NetWatch.Host.Tests.Configuration;

/// <summary>What a begun path may go on to.</summary>
public sealed class PathCompletionTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public PathCompletionTests()
    {
        Directory.CreateDirectory(At("keys"));
        File.WriteAllText(At("keys.log"), "");
        File.WriteAllText(At(".hidden"), "");
        if (!OperatingSystem.IsWindows()) File.WriteAllText(At("keys\u001b[2J"), "");
    }

    public void Dispose() => _folder.Dispose();

    string At(string name) => Path.Combine(_folder.Path, name);

    [Fact]
    public void Files_and_folders_that_begin_like_it_are_offered_and_what_could_harm_a_terminal_is_not() =>
        PathCompletion.Of(At("ke")).ShouldBe([At("keys.log"), At("keys") + Path.DirectorySeparatorChar], ignoreOrder: true);

    [Fact]
    public void What_is_hidden_is_offered_to_who_begins_with_a_dot()
    {
        PathCompletion.Of(_folder.Path + Path.DirectorySeparatorChar).ShouldNotContain(At(".hidden"));
        PathCompletion.Of(At(".h")).ShouldBe([At(".hidden")]);
    }

    [Theory]
    [InlineData("/no/such/folder/x")]
    [InlineData("\0")]
    [InlineData("/proc/self/mem/")]
    public void Where_nothing_is_nothing_is_offered(string begun) => PathCompletion.Of(begun).ShouldBeEmpty();

    [Fact]
    public void A_tilde_is_the_home()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        HomePath.Full("~/keys.log").ShouldBe(Path.Combine(home, "keys.log"));
        HomePath.Full("~other/x").ShouldBe(Path.GetFullPath("~other/x"));
        HomePath.Full(" ").ShouldBe("");
    }
}
