using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Http.Tests.Http;

namespace NetWatch.Plugins.Http.Tests;

public sealed class HttpClassifierContractTests : ClassifierContract<HttpClassifier>
{
    protected override IReadOnlyList<FlowSample> Samples =>
    [
        FlowSample.Tcp("request and response", 80, Client(Get), Server(Ok)),
        FlowSample.Tcp("off its ports", 12345, Client(Get), Server(Ok)),
        FlowSample.Tcp("response alone", 80, Server(Ok)),
        FlowSample.Tcp("WebDAV", 8443, Client("PROPFIND /dav HTTP/1.1\r\n\r\n")),
        FlowSample.Tcp("own method", 9999, Client("FROBNICATE /x HTTP/1.1\r\n\r\n")),
        FlowSample.Tcp("proxy request", 3128, Client("GET http://example.org/ HTTP/1.0\r\n\r\n")),
        FlowSample.Tcp("tunnel", 3128, Client("CONNECT example.org:443 HTTP/1.1\r\n\r\n")),
        FlowSample.Tcp("empty lines first", 80, Client("\r\n\r\nGET / HTTP/1.1\r\n\r\n")),
        FlowSample.Tcp("a target longer than any prefix", 80, Client("GET /" + new string('a', 3000) + " HTTP/1.1\r\n\r\n")),
        FlowSample.Tcp("a request with a broken version, off the ports", 5986, Client("POST /x H\u00D0TP/1.1\r\nHost: a\r\n\r\n"), Server(Ok)),
        FlowSample.Tcp("HTTP/0.9", 80, Client("GET /index.html\r\n")),
        FlowSample.Tcp("joined late", 80, Server("tail of a body\r\nHTTP/1.1 200 OK\r\nServer: x\r\n\r\n")) with { IsMidStream = true },
    ];

    protected override IReadOnlyList<FlowSample> Negatives =>
    [
        FlowSample.Tcp("RTSP", 80, Client("OPTIONS rtsp://example.org/ RTSP/1.0\r\nCSeq: 1\r\n\r\n"), Server("RTSP/1.0 200 OK\r\n\r\n")),
        FlowSample.Tcp("SIP", 80, Client("OPTIONS sip:a@example.org SIP/2.0\r\n\r\n"), Server("SIP/2.0 200 OK\r\n\r\n")),
        FlowSample.Tcp("ICAP", 1344, Client("OPTIONS icap://example.org/ ICAP/1.0\r\n\r\n")),
        FlowSample.Tcp("HTTP/2 in clear text", 80, Client("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0")),
        FlowSample.Tcp("SSH", 80, Server("SSH-2.0-unit\r\n")),
        FlowSample.Tcp("FTP", 80, Server("220 ready\r\n"), Client("USER anonymous\r\n")),
        FlowSample.Tcp("SMTP that speaks of HTTP", 25, Client("EHLO HTTP/1.1\r\n")),
        FlowSample.Tcp("TLS", 443, Client("\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00FC\u0003\u0003")),
        FlowSample.Tcp("no version, no web port", 70, Client("GET /index\r\n")),
        FlowSample.Tcp("a method and another answer", 7100, Client("GET /key\r\n"), Server("1 result\r\n")),
        FlowSample.Tcp("Icecast answer", 9000, Server("ICY 200 OK\r\n")),
    ];
}
