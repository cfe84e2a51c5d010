using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Plugins.Ftp.Tests;

public sealed class FtpClassifierContractTests : ClassifierContract<FtpClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples => FtpSamples.All;

    protected override IReadOnlyList<FlowSample> Negatives =>
    [
        FlowSample.Tcp("SMTP", 25, FtpSamples.Server("220 mail.example.org ESMTP Postfix\r\n"), FtpSamples.Client("EHLO x\r\n"), FtpSamples.Server("250 ok\r\n")),
        FlowSample.Tcp("SMTP that does not say so", 25, FtpSamples.Server("220 mail.example.org\r\n"), FtpSamples.Client("EHLO x\r\n"), FtpSamples.Server("250-x\r\n250 STARTTLS\r\n")),
        FlowSample.Tcp("SMTP on the port of FTP", 21, FtpSamples.Server("220 mail.example.org ESMTP\r\n"), FtpSamples.Client("EHLO x\r\n")),
        FlowSample.Tcp("a mail server alone", 2525, FtpSamples.Server("220 x\r\n250 ok\r\n250 ok\r\n354 go\r\n")),
        FlowSample.Tcp("a mail client that asks for help", 25, FtpSamples.Server("220 x\r\n"), FtpSamples.Client("HELP\r\nQUIT\r\n"), FtpSamples.Server("214 x\r\n221 x\r\n")),
        FlowSample.Tcp("authentication in SMTP", 25, FtpSamples.Server("220 x\r\n"), FtpSamples.Client("AUTH PLAIN AGEAYg==\r\n")),
        FlowSample.Tcp("POP3", 110, FtpSamples.Server("+OK\r\n"), FtpSamples.Client("USER ann\r\nPASS x\r\nSTAT\r\nLIST\r\nRETR 1\r\n")),
        FlowSample.Tcp("NNTP", 119, FtpSamples.Server("200 ready\r\n"), FtpSamples.Client("MODE READER\r\nLIST\r\n"), FtpSamples.Server("200 ok\r\n215 list\r\n")),
        FlowSample.Tcp("IRC", 6667, FtpSamples.Client("PASS x\r\nNICK a\r\nUSER a 0 * :b\r\n"), FtpSamples.Server(":s 001 a :hi\r\n")),
        FlowSample.Tcp("HTTP", 21, FtpSamples.Client("GET / HTTP/1.1\r\nHost: x\r\n\r\n")),
        FlowSample.Tcp("binary on the port", 21, FtpSamples.Client("\u0016\u0003\u0001\u0002\u0000")),
        FlowSample.Tcp("text that begins like a command", 2121, FtpSamples.Client("SIZE matters a lot\r\nand so on\r\n")),
        FlowSample.Tcp("a client that speaks in numbers", 21, FtpSamples.Client("220 hello\r\n")),
    ];
}
