using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.Ssh;

/// <summary>Keeps the first node of a tree, which says what a packet is.</summary>
sealed class FirstNode : IDetailTree
{
    internal string? Text { get; private set; }

    public void Open(string text, int start, int length) => Text ??= text;

    public void Add(string text, int start, int length) => Text ??= text;

    public void Close()
    {
        // Depth does not matter here.
    }
}
