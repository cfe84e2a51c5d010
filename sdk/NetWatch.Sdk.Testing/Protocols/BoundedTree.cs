using NetWatch.Sdk.Protocols;
using Xunit;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>A detail tree that fails the test when a node lies outside of the bytes, or when more is closed than was opened.</summary>
sealed class BoundedTree(int length, int seed) : IDetailTree
{
    int _depth;

    public void Open(string text, int start, int nodeLength)
    {
        Add(text, start, nodeLength);
        _depth++;
    }

    public void Add(string text, int start, int nodeLength) => Assert.True(
        start >= 0 && nodeLength >= 0 && start + nodeLength <= length, $"Seed {seed}: node '{text}' is at {start}+{nodeLength} of {length} bytes.");

    public void Close() => Assert.True(--_depth >= 0, $"Seed {seed}: more nodes are closed than were opened.");
}
