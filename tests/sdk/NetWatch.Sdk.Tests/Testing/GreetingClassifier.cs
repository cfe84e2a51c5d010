using System.Buffers.Binary;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Sdk.Tests.Testing;

/// <summary>A protocol for the tests of the test kit: "GRTS", a two-byte length, a name; the responder answers the same way.</summary>
[Protocol("greeting", Transports.Both, Evidence = Evidence.Magic, Ports = [7007], MaxBytes = 64)]
public sealed class GreetingClassifier : IProtocolClassifier
{
    internal static ReadOnlySpan<byte> Magic => "GRTS"u8;

    public Classification Classify(in FlowPrefix prefix)
    {
        ReadOnlySpan<byte> bytes = prefix.Bytes;
        int common = Math.Min(bytes.Length, Magic.Length);
        if (!bytes[..common].SequenceEqual(Magic[..common])) return Classification.NoMatch;
        if (bytes.Length < 6) return Classification.NeedMoreData(6);
        return BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]) is > 0 and < 256 ? Classification.Match() : Classification.NoMatch;
    }
}
