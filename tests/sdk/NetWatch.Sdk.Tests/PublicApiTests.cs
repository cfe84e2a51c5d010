using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Tests;

/// <summary>The public surface changes only on purpose: a change shows in the diff of the approved text.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_approved_one()
    {
        string folder = TestFolder();
        string approved = Path.Combine(folder, "PublicApi.approved.txt"), received = Path.Combine(folder, "PublicApi.received.txt");
        string actual = PublicApiText.Of(typeof(NetAddress).Assembly);
        if (File.Exists(approved) && File.ReadAllText(approved).ReplaceLineEndings("\n") == actual)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        Assert.Fail($"The public surface of the SDK differs from {approved}. If that is meant, replace it by {received}; members may be added, never removed.");
    }

    static string TestFolder()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NetWatch.Sdk.Tests.csproj"))) folder = folder.Parent;
        return folder.ShouldNotBeNull("the tests run from below their project").FullName;
    }
}
