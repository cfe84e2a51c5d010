using NetWatch.PluginHost.Faults;
using NetWatch.PluginHost.Loading;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Testing.Memory;

namespace NetWatch.PluginHost.Tests.Faults;

public sealed class QuarantineTests : IDisposable
{
    readonly PluginFolders _folders = new();
    readonly ManualTime _time = new();
    readonly PluginLoader _loader;

    public QuarantineTests()
    {
        PluginFolders.Copy("Good", _folders.User);
        _loader = _folders.Loader(time: _time);
    }

    Quarantine Quarantine => _loader.Quarantine;

    [Fact]
    public void A_classifier_goes_with_its_first_exception()
    {
        ExtensionHandle<IProtocolClassifier> classifier = _loader.LoadClassifiers()[0];

        classifier.Fault(new InvalidOperationException("too far")).ShouldBeTrue();

        classifier.Active.ShouldBeNull();
        Quarantine.IsQuarantined(classifier.Instance).ShouldBeTrue();
    }

    [Fact]
    public void Others_go_with_the_third_exception_in_a_minute()
    {
        ExtensionHandle<ITab> tab = _loader.LoadTabs()[0];
        tab.Fault(Error()).ShouldBeFalse();
        _time.Advance(20);
        tab.Fault(Error()).ShouldBeFalse();
        tab.Active.ShouldNotBeNull();
        _time.Advance(39);
        tab.Fault(Error()).ShouldBeTrue();
        tab.Active.ShouldBeNull();
    }

    [Fact]
    public void Exceptions_further_apart_do_not_count_together()
    {
        ExtensionHandle<ITab> tab = _loader.LoadTabs()[0];
        for (int i = 0; i < 20; i++)
        {
            tab.Fault(Error()).ShouldBeFalse();
            _time.Advance(31);
        }

        tab.Active.ShouldNotBeNull();
        Quarantine.Faults.ShouldHaveSingleItem().Count.ShouldBe(20);
    }

    [Fact]
    public void Only_the_extension_that_throws_goes()
    {
        ExtensionHandle<IProtocolClassifier> classifier = _loader.LoadClassifiers()[0];
        ExtensionHandle<IProtocolDescriber> describer = _loader.LoadDescribers()[0];
        ExtensionHandle<IDissector> dissector = _loader.LoadDissectors()[0];

        classifier.Fault(Error());
        for (int i = 0; i < 3; i++) describer.Fault(Error());

        // The same class serves both, but they are called on different threads and so are different objects.
        describer.IsActive.ShouldBeFalse();
        dissector.IsActive.ShouldBeTrue();
        Quarantine.IsQuarantined(dissector.Instance).ShouldBeFalse();
    }

    [Fact]
    public void The_engine_reports_by_the_object_alone()
    {
        ExtensionHandle<IProtocolClassifier> classifier = _loader.LoadClassifiers()[0];
        Quarantine.Report(classifier.Instance, Error()).ShouldBeTrue();
        classifier.Active.ShouldBeNull();
        Quarantine.Report(new object(), Error()).ShouldBeFalse();
    }

    [Fact]
    public void The_fault_says_who_what_when_and_what_to_do()
    {
        ExtensionHandle<IProtocolClassifier> classifier = _loader.LoadClassifiers()[0];
        classifier.Fault(new InvalidOperationException("bad \u001b[31mthing"));

        ExtensionFault fault = Quarantine.Faults.ShouldHaveSingleItem();

        (fault.Key, fault.PluginId, fault.ErrorType, fault.Since, fault.IsQuarantined).ShouldBe(
            ("good/protocol/good", "good", "InvalidOperationException", _time.GetUtcNow(), true));
        fault.Message.ShouldBe("bad ·[31mthing");
        fault.Summary.ShouldStartWith("NW2040 good: protocol “good”");
        fault.NextStep.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_reinstated_extension_is_used_again_and_starts_anew()
    {
        ExtensionHandle<ITab> tab = _loader.LoadTabs()[0];
        for (int i = 0; i < 3; i++) tab.Fault(Error());

        Quarantine.Reinstate(tab.Key).ShouldBeTrue();

        tab.Active.ShouldBeSameAs(tab.Instance);
        Quarantine.Faults.ShouldBeEmpty();
        Quarantine.IsQuarantined(tab.Instance).ShouldBeFalse();
        tab.Fault(Error()).ShouldBeFalse();
        Quarantine.Reinstate("no/such/thing").ShouldBeFalse();
    }

    [Fact]
    public void Whoever_asked_is_told_of_each_change()
    {
        ExtensionHandle<IProtocolClassifier> classifier = _loader.LoadClassifiers()[0];
        var seen = new List<(string Key, bool IsActive, bool HasFault)>();
        Quarantine.Changed += (_, change) => seen.Add((change.Extension.Key, change.Extension.IsActive, change.Fault is not null));

        classifier.Fault(Error());
        Quarantine.Reinstate(classifier.Key);

        seen.ShouldBe([(classifier.Key, false, true), (classifier.Key, true, false)]);
    }

    [Fact]
    public void An_exception_whose_message_throws_is_an_exception_like_any_other()
    {
        _loader.LoadClassifiers()[0].Fault(new TreacherousException()).ShouldBeTrue();
        Quarantine.Faults.ShouldHaveSingleItem().Message.ShouldContain("can't be read");
    }

    [Fact]
    public void Asking_allocates_nothing_while_nothing_throws()
    {
        ExtensionHandle<IProtocolClassifier> classifier = _loader.LoadClassifiers()[0];
        Ask(classifier, 100);
        var meter = new AllocationMeter();
        int answered;
        do
        {
            meter.Start();
            answered = Ask(classifier, 10_000);
        }
        while (!meter.TryStop());

        answered.ShouldBe(10_000);
        meter.Bytes.ShouldBe(0);
    }

    public void Dispose() => _folders.Dispose();

    int Ask(ExtensionHandle<IProtocolClassifier> classifier, int times)
    {
        int active = 0;
        for (int i = 0; i < times; i++)
        {
            if (classifier.Active is { } instance && !Quarantine.IsQuarantined(instance)) active++;
        }

        return active;
    }

    static InvalidOperationException Error() => new("broken");

    sealed class TreacherousException : Exception
    {
        public override string Message => throw new InvalidOperationException("no message for you");
    }
}
