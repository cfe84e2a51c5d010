using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Dns;

namespace NetWatch.Plugins.Llmnr;

/// <summary>Shows the messages of a packet: header flags, questions and records.</summary>
[ForProtocol("llmnr")]
public sealed class LlmnrDissector : IDissector
{
    readonly DnsMessageDissector _messages = new(DnsDialect.Llmnr);

    /// <inheritdoc/>
    public string? Summarize(in DissectionInput input) => _messages.Summarize(input);

    /// <inheritdoc/>
    public void Dissect(in DissectionInput input, IDetailTree tree) => _messages.Dissect(input, tree);
}
