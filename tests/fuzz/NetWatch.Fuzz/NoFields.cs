using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Fuzz;

/// <summary>Takes the fields of facts and forgets them.</summary>
sealed class NoFields : IFactWriter
{
    internal static NoFields Instance { get; } = new();

    public void Text(string name, string? value) { }

    public void Number(string name, long value) { }

    public void Number(string name, double value) { }

    public void Flag(string name, bool value) { }

    public void List(string name, IReadOnlyList<string> values) { }

    public void BeginObject(string name) { }

    public void EndObject() { }

    public void BeginArray(string name) { }

    public void EndArray() { }
}
