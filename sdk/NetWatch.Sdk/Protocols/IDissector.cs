namespace NetWatch.Sdk.Protocols;

/// <summary>
/// Makes the detail tree of a packet on the user's request. Mark the class with <see cref="ForProtocolAttribute"/>. Called on the
/// screen's thread for packets that are shown, never on the packet path; may allocate. Exceptions count: three in a minute take
/// the dissector out.
/// </summary>
public interface IDissector
{
    /// <summary>One line for the Info column, or null when these bytes say nothing by themselves. Called for each visible row.</summary>
    string? Summarize(in DissectionInput input);

    /// <summary>Adds the nodes of the protocol to the tree. Called when the selection changes. Must cope with any bytes.</summary>
    void Dissect(in DissectionInput input, IDetailTree tree);
}
