using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Problems;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Plugins;
using NetWatch.Sdk.Protocols;

namespace NetWatch.PluginHost.Tests.Declarations;

public sealed class DeclarationTests
{
    [Fact]
    public void A_protocol_is_read_from_metadata_as_its_attribute_says()
    {
        ClassifierDeclaration classifier = Provided("Good").OfType<ClassifierDeclaration>().ShouldHaveSingleItem();
        classifier.ShouldBe(new ClassifierDeclaration("good", "Fixtures.Good.GoodClassifier")
        {
            Name = "Good protocol",
            Transports = Transports.Both,
            Ports = [7, 4321],
            Evidence = Evidence.Magic,
            MaxBytes = 64,
            Priority = 5,
        });
    }

    [Fact]
    public void What_an_attribute_leaves_out_has_the_default_of_the_attribute()
    {
        ClassifierDeclaration classifier = Provided("BadDeclarations").OfType<ClassifierDeclaration>().First(each => each.Id == "same");
        var attribute = new ProtocolAttribute("same", Transports.Tcp);
        (classifier.Name, classifier.Evidence, classifier.MaxBytes, classifier.Priority, classifier.Ports.Count).ShouldBe(
            ("SAME", attribute.Evidence, attribute.MaxBytes, attribute.Priority, attribute.Ports.Length));
    }

    [Fact]
    public void The_other_attributes_are_read_too()
    {
        IReadOnlyList<ExtensionDeclaration> provided = Provided("Good");
        provided.ShouldContain(new TabDeclaration("good", "Fixtures.Good.GoodTab", "Good", 1500));
        provided.ShouldContain(new ExporterDeclaration("good", "Fixtures.Good.GoodExporter", "good"));
        provided.ShouldContain(new CaptureSourceDeclaration("good", "Fixtures.Good.GoodCapture", -3));
        provided.ShouldContain(new AttributionSourceDeclaration("good", "Fixtures.Good.GoodAttribution", AttributionEvidence.Exact, 7, true));
        provided.OfType<CollectorDeclaration>().ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            collector => collector.SnapshotName.ShouldBe("NetWatch.Sdk.Snapshots.TrafficSnapshot"),
            collector => collector.IsSharedSnapshot.ShouldBeTrue(),
            collector => collector.CadenceMilliseconds.ShouldBe(2500),
            collector => collector.ReadsFiles.ShouldBeTrue(),
            collector => collector.Settings.ShouldBe(["path", "depth"]),
            collector => collector.LiveSettings.ShouldBe([new CollectorSetting("target", SettingInput.Text, ""), new CollectorSetting("loud", SettingInput.Flag, "Makes noise.")]));
        provided.ShouldContain(new ExtensionDeclaration(ExtensionKind.Dissector, "good", "Fixtures.Good.GoodParts"));
    }

    [Theory]
    [InlineData("BadId", ProblemCodes.InvalidDeclaration)]
    [InlineData("NoTransport", ProblemCodes.InvalidDeclaration)]
    [InlineData("WeakWithoutPorts", ProblemCodes.InvalidDeclaration)]
    [InlineData("TooHungry", ProblemCodes.InvalidDeclaration)]
    [InlineData("UnknownEvidence", ProblemCodes.InvalidDeclaration)]
    [InlineData("Second", ProblemCodes.DuplicateExtension)]
    [InlineData("TooHasty", ProblemCodes.InvalidDeclaration)]
    [InlineData("OddLiveSetting", ProblemCodes.InvalidDeclaration)]
    [InlineData("OddInput", ProblemCodes.InvalidDeclaration)]
    [InlineData("OddMeaning", ProblemCodes.InvalidDeclaration)]
    [InlineData("OddSetting", ProblemCodes.InvalidDeclaration)]
    [InlineData("NotPublic", ProblemCodes.ExtensionType)]
    [InlineData("NoInstances", ProblemCodes.ExtensionType)]
    [InlineData("Needy", ProblemCodes.ExtensionConstructor)]
    [InlineData("NoClassifier", ProblemCodes.InterfaceMissing)]
    [InlineData("ForUnknown", ProblemCodes.UnknownProtocol)]
    public void Each_class_gets_the_problem_that_is_its_own(string className, string code)
    {
        PluginProblem problem = Verified("BadDeclarations").Problems
            .Where(each => each.Sentence.Contains($"Fixtures.BadDeclarations.{className}", StringComparison.Ordinal)).ShouldHaveSingleItem();
        problem.Code.ShouldBe(code);
    }

    [Fact]
    public void A_type_of_snapshot_has_one_owner() =>
        Verified("BadDeclarations").Problems.Select(problem => problem.Sentence)
            .ShouldContain("NetWatch.Sdk.Snapshots.GeoSnapshot, which class Fixtures.BadDeclarations.Rival publishes, is published by another class of the same plugin already.");

    [Fact]
    public void A_forgotten_attribute_is_named() =>
        Verified("NoExtension").Problems.ShouldHaveSingleItem().Sentence.ShouldContain("Fixtures.NoExtension.Forgotten implements ITab and lacks [Tab]");

    static IReadOnlyList<ExtensionDeclaration> Provided(string fixture) => Verified(fixture).Extensions;

    static Plugin Verified(string fixture)
    {
        using var folders = new PluginFolders();
        PluginFolders.Copy(fixture, folders.User);
        return folders.Single();
    }
}
