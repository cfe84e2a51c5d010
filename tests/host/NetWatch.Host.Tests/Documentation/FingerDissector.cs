using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Host.Tests.Documentation;

[ForProtocol("finger")]
public sealed class FingerDissector : IDissector
{
    public string? Summarize(in DissectionInput input) => input.Direction == FlowDirection.FromInitiator ? "Query" : "Answer";

    public void Dissect(in DissectionInput input, IDetailTree tree)
    {
        int length = input.Bytes.Length - input.PacketStart;
        tree.Open($"Finger, {Summarize(input)}", input.PacketStart, length);
        tree.Add($"Text: {length} bytes", input.PacketStart, length);
        tree.Close();
    }
}
