using System.Text;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Engine.Tests.Fakes;

/// <summary>Answers as a test says, and remembers what it was asked.</summary>
sealed class FakeClassifier(Judgement judge) : IProtocolClassifier
{
    internal List<string> Asked { get; } = [];

    public Classification Classify(in FlowPrefix prefix)
    {
        Asked.Add((prefix.IsTruncated ? "cut " : "") + Encoding.Latin1.GetString(prefix.Bytes));
        return judge(prefix);
    }
}
