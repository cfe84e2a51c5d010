using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Dns;

namespace NetWatch.Plugins.Dns;

/// <summary>Shows the messages of a packet: header flags, questions and records.</summary>
[ForProtocol("dns")]
public sealed class DnsDissector : IDissector
{
    readonly DnsMessageDissector _messages = new(DnsDialect.Dns);

    /// <inheritdoc/>
    public string? Summarize(in DissectionInput input) => _messages.Summarize(input);

    /// <inheritdoc/>
    public void Dissect(in DissectionInput input, IDetailTree tree) => _messages.Dissect(input, tree);
}
