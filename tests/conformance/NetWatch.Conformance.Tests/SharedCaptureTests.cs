using NetWatch.Engine.Identification;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Packets;
using Xunit.Abstractions;

namespace NetWatch.Conformance.Tests;

/// <summary>The same property over captures of the world, where a folder of them lies beside the repository.</summary>
public sealed class SharedCaptureTests(ITestOutputHelper output)
{
    const int MaxBytes = 60_000;
    const int MaxCaptures = 150;

    [Fact]
    public void Shared_captures_sent_differently_are_the_same_traffic()
    {
        if (Folder() is not { } folder)
        {
            output.WriteLine("There is no shared/captures/pcap beside the repository; nothing was compared.");
            return;
        }

        ProtocolTable protocols = BundledProtocols.Load();
        var differences = new List<string>();
        int compared = 0;
        foreach (string path in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            if (compared >= MaxCaptures || TryRead(path) is not { } sample) continue;
            IReadOnlyList<FlowOutcome> expected = Outcomes.Of(sample, protocols);
            if (expected.Count == 0) continue;
            compared++;
            foreach (TrafficVariant variant in TrafficTransformer.Variants(compared))
            {
                IReadOnlyList<FlowOutcome> actual = Outcomes.Of(variant.Apply(sample), protocols);
                foreach (FlowOutcome missing in expected.Except(actual)) differences.Add($"{Path.GetFileName(path)} {variant.Name}: missing {missing}");
            }
        }

        foreach (string difference in differences) output.WriteLine(difference);
        output.WriteLine($"{compared} captures compared");
        differences.ShouldBeEmpty(string.Join('\n', differences.Take(40)));
    }

    static CaptureSample? TryRead(string path)
    {
        if (path.EndsWith(".keys", StringComparison.Ordinal) || new FileInfo(path).Length > MaxBytes) return null;
        try
        {
            CaptureSample sample = CaptureFileReader.Read(path);
            return sample.Packets.All(IsPlainIp) ? sample : null;
        }
        catch (InvalidDataException)
        {
            // The reader of the kit takes sound files only; the engine's own is tested elsewhere.
            return null;
        }
    }

    // The kit's transformations rewrite Ethernet frames with IP or ARP in them; others would be sent as they are or not at all.
    static bool IsPlainIp(SamplePacket packet)
    {
        ReadOnlySpan<byte> bytes = packet.Bytes.Span;
        return packet.LinkType == LinkType.Ethernet && packet.WireLength == bytes.Length && bytes.Length > 34
            && (bytes[12], bytes[13]) is (0x08, 0x00) or (0x86, 0xDD) or (0x08, 0x06);
    }

    static string? Folder()
    {
        string? root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "NetWatch.sln"))) root = Path.GetDirectoryName(root);
        string? folder = Environment.GetEnvironmentVariable("NETWATCH_SHARED") ?? (root is null ? null : Path.Combine(root, "..", "shared"));
        folder = folder is null ? null : Path.Combine(folder, "captures", "pcap");
        return Directory.Exists(folder) ? folder : null;
    }
}
