using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Sdk.Tests.Testing;

public sealed class CrossTalkMatrixTests
{
    [Fact]
    public void Classifiers_that_keep_to_their_own_samples_have_no_faults() =>
        new CrossTalkMatrix().Add(new GreetingClassifier(), Greetings.Hello).AddNegatives(Other).FindFaults().ShouldBeEmpty();

    [Fact]
    public void A_match_of_anothers_sample_is_named() =>
        new CrossTalkMatrix().Add(new GreetingClassifier(), Greetings.Hello).Add(new Everything()).FindFaults()
            .ShouldBe(["'hello' of 'greeting' is matched by 'everything'."]);

    [Fact]
    public void A_sample_that_its_own_classifier_refuses_is_named() =>
        new CrossTalkMatrix().Add(new GreetingClassifier(), Other).FindFaults().ShouldBe(["'other' is not matched by its own 'greeting'."]);

    static FlowSample Other => FlowSample.Tcp("other", 7007, FlowTurn.FromInitiator("something else"));

    [Protocol("everything", Transports.Tcp)]
    sealed class Everything : IProtocolClassifier
    {
        public Classification Classify(in FlowPrefix prefix) => Classification.Match(10);
    }
}
