using Xunit.Abstractions;
using Xunit.Sdk;

namespace NetWatch.Live.Tests.Network;

/// <summary>Reports a test that failed with a skip exception as skipped. The inner bus belongs to the runner.</summary>
internal sealed class SkipMessageBus(IMessageBus inner) : IMessageBus
{
    const string SkipMark = "$XunitDynamicSkip$";

    /// <summary>How many tests were skipped so.</summary>
    internal int Skipped { get; private set; }

    public bool QueueMessage(IMessageSinkMessage message)
    {
        if (message is not ITestFailed failed || failed.Messages.FirstOrDefault() is not { } text
            || !text.StartsWith(SkipMark, StringComparison.Ordinal))
        {
            return inner.QueueMessage(message);
        }
        Skipped++;
        return inner.QueueMessage(new TestSkipped(failed.Test, text[SkipMark.Length..]));
    }

    public void Dispose()
    {
    }
}
