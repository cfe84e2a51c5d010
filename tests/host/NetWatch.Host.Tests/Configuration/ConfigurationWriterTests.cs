using NetWatch.Host.Configuration;
using NetWatch.Host.Tests.EndToEnd;

namespace NetWatch.Host.Tests.Configuration;

/// <summary>A configuration is written whole, or not at all.</summary>
public sealed class ConfigurationWriterTests : IDisposable
{
    static readonly ConfigurationSchema Schema = new([]);
    static readonly Dictionary<string, string> Dark = new() { ["screen.theme"] = "dark" };

    readonly TemporaryFolder _folder = new();

    string Place => Path.Combine(_folder.Path, "netwatch", "netwatch.json");

    public void Dispose() => _folder.Dispose();

    string Refusal() => Should.Throw<ConfigurationException>(() => ConfigurationWriter.Save(Place, Dark, Schema)).Message;

    void Write(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Place)!);
        File.WriteAllText(Place, text);
    }

    void NothingIsLeft(string text)
    {
        File.ReadAllText(Place).ShouldBe(text);
        Directory.GetFileSystemEntries(Path.GetDirectoryName(Place)!).ShouldBe([Place]);
    }

    [Fact]
    public void A_file_and_its_folder_are_made_where_there_are_none()
    {
        ConfigurationWriter.Save(Place, Dark, Schema);
        ConfigurationFile.Read(Place, Schema).ShouldBe(new Dictionary<string, string?> { ["screen.theme"] = "dark" });
        Directory.GetFileSystemEntries(Path.GetDirectoryName(Place)!).ShouldBe([Place]);
    }

    [Fact]
    public void What_stands_there_stays_and_so_do_its_permissions()
    {
        Write("{\n  // mine\n  \"network\": { \"egress\": true }\n}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Place, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        ConfigurationWriter.Save(Place, Dark, Schema);
        File.ReadAllText(Place).ShouldBe("{\n  // mine\n  \"network\": { \"egress\": true },\n  \"screen\": {\n    \"theme\": \"dark\"\n  }\n}\n");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Place).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData("{ \"network\": ", "not JSON")]
    [InlineData("{\n\n\"netwrok\": {} }", "netwatch.json:3: there is no key 'netwrok'")]
    [InlineData("", "not JSON")]
    public void A_file_that_is_not_in_order_is_left_alone_and_the_line_is_named(string text, string why)
    {
        Write(text);
        Refusal().ShouldContain(why);
        NothingIsLeft(text);
    }

    [Fact]
    public void A_link_goes_on_leading_to_the_file_that_is_written()
    {
        Write("{}");
        string real = Path.Combine(_folder.Path, "dotfiles.json");
        File.Move(Place, real);
        File.CreateSymbolicLink(Place, real);
        ConfigurationWriter.Save(Place, Dark, Schema);
        File.ResolveLinkTarget(Place, returnFinalTarget: true).ShouldNotBeNull().FullName.ShouldBe(real);
        ConfigurationFile.Read(real, Schema)["screen.theme"].ShouldBe("dark");
    }

    [Fact]
    public void A_link_to_itself_is_refused_in_words()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Place)!);
        File.CreateSymbolicLink(Place, Place);
        Refusal().ShouldContain("Nothing was saved");
    }

    [Fact]
    public void A_folder_in_the_place_of_the_file_is_refused_and_nothing_is_left_beside_it()
    {
        Directory.CreateDirectory(Place);
        Refusal().ShouldContain(Place);
        Directory.GetFileSystemEntries(Path.GetDirectoryName(Place)!).ShouldBe([Place]);
    }

    [Fact]
    public void A_place_that_can_not_be_written_is_named_with_the_reason()
    {
        if (!OperatingSystem.IsLinux()) return;
        Should.Throw<ConfigurationException>(() => ConfigurationWriter.Save("/proc/self/netwatch.json", Dark, Schema)).Message
            .ShouldSatisfyAllConditions(message => message.ShouldStartWith("/proc/self/netwatch.json: can't be written: "), message => message.ShouldEndWith("Nothing was saved."));
    }

    [Fact]
    public void What_would_grow_beyond_what_is_read_is_not_written()
    {
        string text = "{\n" + new string(' ', (1 << 20) - 10) + "}";
        Write(text);
        Refusal().ShouldContain("1 MiB");
        NothingIsLeft(text);
    }
}
