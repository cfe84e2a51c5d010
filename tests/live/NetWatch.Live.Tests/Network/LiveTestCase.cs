using Xunit.Abstractions;
using Xunit.Sdk;

namespace NetWatch.Live.Tests.Network;

/// <summary>A test case that may skip itself while it runs; xunit 2 knows only of skips that are decided before.</summary>
public sealed class LiveTestCase : XunitTestCase
{
    [Obsolete("For the runner, which makes one and then fills it.", error: true)]
    public LiveTestCase() { }

    public LiveTestCase(IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(diagnostics, display, options, method)
    {
    }

    public override async Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink, IMessageBus messageBus, object[] constructorArguments, ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource)
    {
        using var bus = new SkipMessageBus(messageBus);
        RunSummary summary = await base.RunAsync(diagnosticMessageSink, bus, constructorArguments, aggregator, cancellationTokenSource);
        summary.Failed -= bus.Skipped;
        summary.Skipped += bus.Skipped;
        return summary;
    }
}
