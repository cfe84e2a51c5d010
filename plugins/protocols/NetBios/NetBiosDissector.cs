using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Plugins.NetBios;

/// <summary>Shows the messages of a packet.</summary>
[ForProtocol("netbios")]
public sealed class NetBiosDissector : IDissector
{
    /// <inheritdoc/>
    public string? Summarize(in DissectionInput input)
    {
        if (input.Transport == Transport.Tcp) return SessionTree.Summarize(input);
        return PacketSummary.Of(input.Bytes, input.IsTruncated);
    }

    /// <inheritdoc/>
    public void Dissect(in DissectionInput input, IDetailTree tree)
    {
        if (input.Transport == Transport.Tcp) SessionTree.Write(input, tree);
        else if (NameHeader.IsMessage(input.Bytes, input.IsTruncated) || IsOnNamePort(input)) NameTree.Write(input.Bytes, tree);
        else DatagramTree.Write(input.Bytes, tree);
    }

    static bool IsOnNamePort(in DissectionInput input) =>
        (input.SourcePort == NetBiosClassifier.NamePort || input.DestinationPort == NetBiosClassifier.NamePort) && NameHeader.IsPlausibleOnPort(input.Bytes);
}
