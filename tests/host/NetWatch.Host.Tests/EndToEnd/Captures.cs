using System.IO.Compression;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Packets;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Host.Tests.EndToEnd;

/// <summary>Capture files for the program to read.</summary>
static class Captures
{
    internal static byte[] Http { get; } = Bytes(CaptureSample.FromFlow(HttpFlow()));

    /// <summary>An HTTP exchange with a host of the given name.</summary>
    internal static FlowSample HttpFlow(string host = "www.example.org") => FlowSample.Tcp("http", 80,
        FlowTurn.FromInitiator($"GET /index.html HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        FlowTurn.FromResponder("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi"));

    /// <summary>More lines than a pipe and the program's own buffer hold.</summary>
    internal static byte[] Many(int flows) => Bytes(CaptureSample.Merge(Enumerable.Range(0, flows).Select(i => CaptureSample.FromFlow(HttpFlow() with
    {
        InitiatorAddress = NetAddress.FromIPv4(0xC000_0200u + (uint)(i >> 14)),
        InitiatorPort = (ushort)(1024 + (i & 0x3FFF)),
    }))));

    internal static byte[] Bytes(CaptureSample capture)
    {
        using var output = new MemoryStream();
        CaptureFileWriter.WritePcap(output, capture);
        return output.ToArray();
    }

    internal static byte[] Gzip(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest)) gzip.Write(bytes);
        return output.ToArray();
    }
}
