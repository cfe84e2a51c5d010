using NetWatch.Host.Running;

namespace NetWatch.Host.Tests.Running;

/// <summary>Which source captures, and what is said when none can.</summary>
public sealed class LiveCaptureTests
{
    readonly List<Exception> _faults = [];

    [Fact]
    public void The_first_source_that_is_available_is_used_on_its_first_interface_that_leads_out()
    {
        using LiveCapture? capture = Open(out _, new LiveRequest(), new FakeSource { IsAvailable = false }, new FakeSource { Interfaces = ["lo", "eth0", "eth1"] });
        capture.ShouldNotBeNull().Name.ShouldBe("eth0 (source2)");
    }

    [Fact]
    public void The_first_reason_is_told_with_the_command_that_helps()
    {
        Open(out CaptureRefusal? refusal, new LiveRequest(), new FakeSource { IsAvailable = false, Remedy = "sudo setcap x" }, new FakeSource { IsAvailable = false }).ShouldBeNull();
        refusal.ShouldBe(new CaptureRefusal("It is not permitted. Run: sudo setcap x", ExitCodes.NoPrivilege));
    }

    [Fact]
    public void A_remedy_that_is_a_sentence_stays_one()
    {
        Open(out CaptureRefusal? refusal, new LiveRequest(), new FakeSource { IsAvailable = false, Remedy = "Ask the administrator." });
        refusal!.Sentence.ShouldBe("It is not permitted. Ask the administrator.");
    }

    [Fact]
    public void A_wrong_interface_is_the_users_mistake_and_no_other_source_is_asked()
    {
        var second = new FakeSource();
        Open(out CaptureRefusal? refusal, new LiveRequest { Interface = "nope" }, new FakeSource { Refuses = true }, second).ShouldBeNull();
        refusal.ShouldBe(new CaptureRefusal("There is no interface 'nope'.", ExitCodes.BadInput));
        second.Opened.ShouldBe(0);
    }

    [Fact]
    public void An_expression_that_one_source_cant_compile_is_given_to_the_next()
    {
        using LiveCapture? capture = Open(out _, new LiveRequest { Interface = "eth0", BpfExpression = "tcp" }, new FakeSource { Refuses = true }, new FakeSource());
        capture.ShouldNotBeNull().Name.ShouldBe("eth0 (source2)");
    }

    [Fact]
    public void A_source_that_breaks_its_contract_is_reported_and_the_next_is_used()
    {
        using LiveCapture? capture = Open(out _, new LiveRequest(), new FakeSource { Throws = true }, new FakeSource());
        capture.ShouldNotBeNull();
        _faults.ShouldHaveSingleItem().Message.ShouldBe("broken");
    }

    [Fact]
    public void Without_an_interface_one_is_asked_for()
    {
        Open(out CaptureRefusal? refusal, new LiveRequest(), new FakeSource { Interfaces = [] }).ShouldBeNull();
        refusal!.Sentence.ShouldContain("-i");
        refusal.ExitCode.ShouldBe(ExitCodes.BadInput);
    }

    LiveCapture? Open(out CaptureRefusal? refusal, LiveRequest request, params FakeSource[] sources) =>
        LiveCapture.TryOpen([.. sources.Select((source, i) => new CaptureCandidate($"source{i + 1}", source, _faults.Add))], request, out refusal);
}
