using FsCheck;
using FsCheck.Fluent;
using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Order;
using NetWatch.Sdk.Protocols;

namespace NetWatch.PluginHost.Tests.Order;

public sealed class ClassifierOrderTests
{
    static readonly ClassifierDeclaration[] Some =
    [
        new("weak", "W") { Evidence = Evidence.Weak, Ports = [1], Priority = 1000 },
        new("beta", "B"),
        new("alpha", "A"),
        new("first", "F") { Priority = 10 },
        new("magic", "M") { Evidence = Evidence.Magic, Priority = -5 },
    ];

    [Fact]
    public void Evidence_goes_before_priority_and_priority_before_id() =>
        Ids(Some, ClassifierOverrides.None).ShouldBe(["magic", "first", "alpha", "beta", "weak"]);

    [Fact]
    public void The_users_list_goes_before_all_and_what_is_turned_off_goes_last()
    {
        var overrides = new ClassifierOverrides(["weak", "unknown", "beta"], ["magic"]);
        ClassifierRank[] ranks = [.. ClassifierOrder.Of([Plugin(Some)], overrides)];

        ranks.Select(rank => rank.Classifier.Id).ShouldBe(["weak", "beta", "first", "alpha", "magic"]);
        ranks.Select(rank => rank.Position).ShouldBe([1, 2, 3, 4, 0]);
        ranks[^1].IsDisabled.ShouldBeTrue();
        ranks.ShouldAllBe(rank => rank.Reason.Length > 0);
    }

    [Fact]
    public void However_plugins_are_found_the_order_is_the_same() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Gen.Shuffle(Some).ToArbitrary(),
            shuffled => Ids([.. shuffled], ClassifierOverrides.None).SequenceEqual(Ids(Some, ClassifierOverrides.None))));

    [Fact]
    public void A_classifier_that_is_turned_off_is_not_even_loaded()
    {
        using var folders = new PluginFolders();
        PluginFolders.Copy("Good", folders.User);
        PluginCatalog catalog = folders.Discover(classifiers: new ClassifierOverrides([], ["good"]));
        new PluginHost.Loading.PluginLoader(catalog, new PluginHost.Loading.BarePluginServices(TimeProvider.System), new(TimeProvider.System))
            .LoadClassifiers().ShouldBeEmpty();
    }

    static IEnumerable<string> Ids(ClassifierDeclaration[] classifiers, ClassifierOverrides overrides) =>
        ClassifierOrder.Of([Plugin(classifiers)], overrides).Select(rank => rank.Classifier.Id);

    static Plugin Plugin(ClassifierDeclaration[] classifiers) =>
        new() { Id = "p", Folder = "/", Origin = PluginOrigin.Bundled, Extensions = [.. classifiers] };
}
