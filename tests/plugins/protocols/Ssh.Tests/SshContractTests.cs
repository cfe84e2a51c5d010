using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Ssh.Tests;

public sealed class SshContractTests : ClassifierContract<SshClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => SshSamples.All;

    protected override IReadOnlyList<FlowSample> Negatives =>
    [
        FlowSample.Tcp("encrypted, joined in the middle", 22, SshSamples.Client([0, 0, 1, 44, 7, 20, 9, 9])) with { IsMidStream = true },
        FlowSample.Tcp("HTTP on the port", 22, SshSamples.Client(SshSamples.Text("GET / HTTP/1.1\r\n\r\n")), SshSamples.Server(SshSamples.Text("HTTP/1.1 400 x\r\n\r\nSSH-2.0-x\r\n"))),
        FlowSample.Tcp("a mail server", 25, SshSamples.Server(SshSamples.Text("220 x\r\n")), SshSamples.Client(SshSamples.Text("EHLO y\r\n"))),
        FlowSample.Tcp("no version", 22, SshSamples.Server(SshSamples.Text("SSH-abc-x\r\n"))),
        FlowSample.Tcp("a version without an end", 22, SshSamples.Server(SshSamples.Text("SSH-2.0.0.0.0-x\r\n"))),
        FlowSample.Tcp("talk about it", 22, SshSamples.Client(SshSamples.Text("SSH is fine\r\n"))),
        FlowSample.Tcp("a client with lines before its string", 22, SshSamples.Client(SshSamples.Text("hello\r\nSSH-2.0-x\r\n"))),
        FlowSample.Tcp("binary lines before the string", 22, SshSamples.Server([1, 2, 10], SshSamples.Text("SSH-2.0-x\r\n"))),
    ];
}
