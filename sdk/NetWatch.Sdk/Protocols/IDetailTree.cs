namespace NetWatch.Sdk.Protocols;

/// <summary>
/// Takes the nodes of a detail tree, depth first. Ranges count from the start of <see cref="DissectionInput.Bytes"/>; the host marks
/// those bytes in the hex view. Text is cleaned of control characters by the host. At most 4,096 nodes are taken.
/// </summary>
public interface IDetailTree
{
    /// <summary>Adds a node and goes into it; the nodes until the matching <see cref="Close"/> are its children.</summary>
    void Open(string text, int start, int length);

    /// <summary>Adds a node without children.</summary>
    void Add(string text, int start, int length);

    /// <summary>Goes back to the parent. One too many is ignored.</summary>
    void Close();
}
