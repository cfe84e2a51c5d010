using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NetWatch.PluginHost.Manifests;
using NetWatch.PluginHost.Problems;
using NetWatch.Sdk.Plugins;

namespace NetWatch.PluginHost.Tests.Manifests;

public sealed class ManifestReaderTests
{
    static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"id\"", "\"good\"", "\"name\"", "\"version\"", "\"1.0\"", "\"sdk\"", "\"entry\"", "\"../x.dll\"", "\"x.dll\"",
        "\"capabilities\"", "[]", "\"description\"", "null", "true", "-1e999", "\"\\ud800\"", "\"\\u001b[2J\"", "[[[[[[[[[", "{\"a\":", " ", "//", "\0", "\uFEFF",
    ];

    [Fact]
    public void The_build_writes_what_the_project_says()
    {
        var problems = new List<PluginProblem>();
        PluginManifest manifest = ManifestReader.Read(PluginFolders.FolderOf("Good"), problems).ShouldNotBeNull();

        problems.ShouldBeEmpty();
        manifest.ShouldBe(new PluginManifest
        {
            Id = "good",
            // JSON's escapes can't be written by MSBuild on Unix, see the targets of the SDK.
            Name = "Good 'plugin'; with a backslash /",
            Version = "1.2.3-rc.1",
            Sdk = ContractVersion.OfHost,
            Description = "A fixture of the plugin host's tests.",
            Entry = "Fixtures.Good.dll",
            Capabilities = PluginCapabilities.RawPackets | PluginCapabilities.Network,
        });
    }

    [Fact]
    public void Whatever_the_pieces_of_json_the_answer_is_a_manifest_or_problems()
    {
        Gen<string> texts = Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(texts.ToArbitrary(), text => IsAnswer(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public void Whatever_the_bytes_the_answer_is_a_manifest_or_problems() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), IsAnswer));

    [Fact]
    public void However_a_byte_of_a_manifest_is_changed_the_answer_is_a_manifest_or_problems()
    {
        byte[] manifest = File.ReadAllBytes(Path.Combine(PluginFolders.FolderOf("Good"), PluginManifest.FileName));
        for (int i = 0; i < manifest.Length; i++)
        {
            for (int value = 0; value < 256; value += 7)
            {
                byte[] changed = [.. manifest];
                changed[i] = (byte)value;
                IsAnswer(changed).ShouldBeTrue($"byte {i} = {value}");
                IsAnswer(changed[..i]).ShouldBeTrue($"cut at {i}");
            }
        }
    }

    [Theory]
    [InlineData("evil\u001b[2J")]
    [InlineData("right\u202Eto left")]
    [InlineData("")]
    public void A_name_that_a_terminal_would_act_on_is_refused(string name)
    {
        string json = $$"""
            {"id":"a","name":{{System.Text.Json.JsonSerializer.Serialize(name)}},"version":"1.0","sdk":"1.0","description":"","entry":"a.dll","capabilities":[]}
            """;
        var problems = new List<PluginProblem>();

        ManifestReader.Parse(Encoding.UTF8.GetBytes(json), "manifest", problems).ShouldBeNull();

        PluginProblem problem = problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(ProblemCodes.ManifestField);
        problem.Sentence.ShouldNotContain("\u001b");
        problem.Sentence.ShouldNotContain("\u202E");
    }

    [Fact]
    public void Every_wrong_field_is_told()
    {
        var problems = new List<PluginProblem>();
        ManifestReader.Parse("{}"u8, "manifest", problems).ShouldBeNull();
        foreach (string field in new[] { "id", "name", "version", "sdk", "description", "entry", "capabilities" })
            problems.ShouldContain(problem => problem.Sentence.Contains($"“{field}”", StringComparison.Ordinal));
    }

    static bool IsAnswer(byte[] bytes)
    {
        var problems = new List<PluginProblem>();
        PluginManifest? manifest = ManifestReader.Parse(bytes, "manifest", problems);
        bool staysInside = manifest is null || Path.GetFileName(manifest.Entry) == manifest.Entry;
        return manifest is null == problems.Count > 0 && staysInside;
    }
}
