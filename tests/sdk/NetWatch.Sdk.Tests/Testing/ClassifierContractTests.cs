using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Sdk.Tests.Testing;

/// <summary>Each classifier here breaks one rule, and the test of that rule must find it.</summary>
public sealed class ClassifierContractTests
{
    [Fact]
    public void A_classifier_that_decides_too_early_fails_on_cuts_and_beginnings()
    {
        Broken<Impatient>(contract => contract.However_a_stream_is_cut_the_answer_is_the_same());
        Broken<Impatient>(contract => contract.No_beginning_of_a_sample_is_refused());
    }

    [Fact]
    public void A_classifier_that_matches_nothing_fails() => Broken<Refusing>(contract => contract.Every_sample_is_matched());

    [Fact]
    public void A_classifier_that_matches_everything_fails() => Broken<Greedy>(contract => contract.No_negative_is_matched());

    [Fact]
    public async Task A_classifier_that_trusts_a_length_field_fails_on_mutated_bytes()
    {
        var contract = new Contract<Trusting>();
        var exception = await Should.ThrowAsync<InvalidOperationException>(contract.Random_and_mutated_bytes_do_no_harm);
        exception.Message.ShouldContain("seed ");
    }

    [Fact]
    public void A_classifier_that_allocates_fails() => Broken<Allocating>(contract => contract.Classifying_allocates_nothing());

    [Fact]
    public void A_classifier_that_remembers_fails()
    {
        Broken<Remembering>(contract => contract.The_classifier_has_no_state());
        Broken<Remembering>(contract => contract.The_same_bytes_get_the_same_answer());
    }

    [Fact]
    public void A_declaration_out_of_its_limits_fails()
    {
        Broken<BadlyNamed>(contract => contract.The_declaration_is_sane());
        Broken<WeakWithoutPorts>(contract => contract.Weak_evidence_names_its_ports());
    }

    static void Broken<T>(Action<Contract<T>> test) where T : IProtocolClassifier, new() => Should.Throw<Exception>(() => test(new Contract<T>()));

    // Nested, so that xunit does not run the tests of broken classifiers by themselves.
    sealed class Contract<T> : ClassifierContract<T> where T : IProtocolClassifier, new()
    {
        protected override IReadOnlyList<FlowSample> Samples => [Greetings.Hello];

        protected override IReadOnlyList<FlowSample> Negatives => [FlowSample.Tcp("other", 7007, FlowTurn.FromInitiator("SSH-2.0-x\r\n"))];
    }

    [Protocol("impatient", Transports.Tcp)]
    sealed class Impatient : IProtocolClassifier
    {
        public Classification Classify(in FlowPrefix prefix) =>
            prefix.Bytes.StartsWith("GRTS"u8) ? Classification.Match() : Classification.NoMatch;
    }

    [Protocol("refusing", Transports.Tcp)]
    sealed class Refusing : IProtocolClassifier
    {
        public Classification Classify(in FlowPrefix prefix) => Classification.NoMatch;
    }

    [Protocol("greedy", Transports.Tcp)]
    sealed class Greedy : IProtocolClassifier
    {
        public Classification Classify(in FlowPrefix prefix) => Classification.Match();
    }

    [Protocol("trusting", Transports.Tcp)]
    sealed class Trusting : IProtocolClassifier
    {
        public Classification Classify(in FlowPrefix prefix) =>
            prefix.Bytes.Length < 6 ? Classification.NeedMoreData(6)
            : prefix.Bytes.Slice(6, prefix.Bytes[5])[^1] == 'e' ? Classification.Match() : Classification.NoMatch;
    }

    [Protocol("allocating", Transports.Tcp)]
    sealed class Allocating : IProtocolClassifier
    {
        public Classification Classify(in FlowPrefix prefix) =>
            prefix.Bytes.ToArray().Length > 0 ? Classification.Match() : Classification.NoMatch;
    }

    [Protocol("remembering", Transports.Tcp)]
    sealed class Remembering : IProtocolClassifier
    {
        int _calls;

        public Classification Classify(in FlowPrefix prefix) => _calls++ % 3 == 0 ? Classification.Match() : Classification.NoMatch;
    }

    [Protocol("Badly Named", Transports.Tcp)]
    sealed class BadlyNamed : IProtocolClassifier
    {
        public Classification Classify(in FlowPrefix prefix) => Classification.Match();
    }

    [Protocol("weak", Transports.Tcp, Evidence = Evidence.Weak)]
    sealed class WeakWithoutPorts : IProtocolClassifier
    {
        public Classification Classify(in FlowPrefix prefix) => Classification.Match();
    }
}
