using System.Buffers.Binary;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Tls;
using NetWatch.Sdk.Testing.Protocols;

namespace NetWatch.Sdk.Tests.Protocols;

/// <summary>What is kept from one hello for the next changes nothing but the work.</summary>
public sealed class RecentFingerprintsTests
{
    // Those that fingerprints look into, GREASE and others.
    static readonly ushort[] Types = [0, 10, 11, 13, 16, 35, 41, 43, 51, 0x0A0A, 0xDADA, 0xFE0D, 0xFFCE, 0x4469];

    [Fact]
    public void Facts_of_clients_are_the_same_with_the_fingerprints_of_others()
    {
        var recent = new RecentFingerprints();
        var random = new Random(5);
        for (int round = 0; round < 6000; round++)
        {
            // Few different hellos, so that most are met again, and more than there is room for. Another random each time.
            byte[] hello = Client(new Random(random.Next(2500)));
            random.NextBytes(hello.AsSpan(2, 32));
            ClientHelloView.TryParse(hello, out ClientHelloView view).ShouldBeTrue();
            HelloCarrier carrier = round % 3 == 0 ? HelloCarrier.Quic : HelloCarrier.Tls;
            TlsClientHello known = HelloFacts.Create(view, carrier, recent), alone = HelloFacts.Create(view, carrier);
            FactText.Of(known).ShouldBe(FactText.Of(alone));
            known.Random.ToArray().ShouldBe(view.Random.ToArray());
            known.Ja4.ShouldBe(view.IsComplete ? Ja4.Compute(view, carrier) : null);
            known.Ja3Text.ShouldBe(view.IsComplete ? Ja3.TextOf(view) : null);
            known.Ja3.ShouldBe(view.IsComplete ? Ja3.HashOf(Ja3.TextOf(view)) : null);
            known.Version.ShouldBe(view.HighestVersion());
            known.CipherSuites.SelectMany(suite => (byte[])[(byte)(suite >> 8), (byte)suite]).ShouldBe(view.CipherSuites.ToArray());
        }
    }

    [Fact]
    public void Facts_of_servers_are_the_same_with_the_fingerprints_of_others()
    {
        var recent = new RecentFingerprints();
        var random = new Random(6);
        for (int round = 0; round < 3000; round++)
        {
            byte[] hello = Server(new Random(random.Next(600)));
            ServerHelloView.TryParse(hello, out ServerHelloView view).ShouldBeTrue();
            TlsServerHello known = HelloFacts.Create(view, HelloCarrier.Tls, recent), alone = HelloFacts.Create(view, HelloCarrier.Tls);
            FactText.Of(known).ShouldBe(FactText.Of(alone));
            known.Ja3SText.ShouldBe(view.IsComplete ? Ja3.TextOf(view) : null);
            known.Ja3S.ShouldBe(view.IsComplete ? Ja3.HashOf(Ja3.TextOf(view)) : null);
        }
    }

    [Fact]
    public void Any_number_of_values_is_put_in_order()
    {
        var random = new Random(7);
        foreach (int count in (int[])[0, 1, 2, 20, 255, 256, 257, 1000, 20_000])
        {
            ushort[] suites = [.. Enumerable.Range(0, count).Select(_ => (ushort)random.Next(ushort.MaxValue)).Where(suite => !TlsExtensionType.IsGrease(suite))];
            byte[] hello = [3, 3, .. new byte[33], (byte)(suites.Length >> 7), (byte)(2 * suites.Length), .. suites.SelectMany(Bytes), 1, 0];
            ClientHelloView.TryParse(hello, out ClientHelloView view).ShouldBeTrue();
            Array.Sort(suites);
            string list = string.Join(',', suites.Select(suite => suite.ToString("x4", System.Globalization.CultureInfo.InvariantCulture)));
            string expected = suites.Length == 0 ? "000000000000" : Sdk.Protocols.Hashing.Sha256.HexOf(System.Text.Encoding.ASCII.GetBytes(list))[..12];
            Ja4.Compute(view, HelloCarrier.Tls)[11..23].ShouldBe(expected, $"{count} suites");
        }
    }

    static byte[] Client(Random random)
    {
        byte[] suites = Values(random, 20);
        byte[] extensions = [.. Enumerable.Range(0, random.Next(14)).SelectMany(_ => ClientExtension(random))];
        // Now and then the block is longer than what is there.
        int length = extensions.Length + (random.Next(8) == 0 ? 1 : 0);
        return [3, (byte)random.Next(4), .. new byte[32], 0, 0, (byte)suites.Length, .. suites, 1, 0, (byte)(length >> 8), (byte)length, .. extensions];
    }

    static byte[] ClientExtension(Random random)
    {
        ushort type = Types[random.Next(Types.Length)];
        byte[] values = Values(random, 6);
        byte[] data = type switch
        {
            0 => [0, 9, (byte)random.Next(2), 0, 6, .. "a.test"u8],
            10 or 13 => [0, (byte)(values.Length + random.Next(20) / 19), .. values],
            11 or 43 => [(byte)(values.Length + random.Next(20) / 19), .. values],
            16 => [.. random.Next(2) == 0 ? "\0\x0c\x02h2\x08http/1.1"u8 : "\0\x05\x01\xff\x02h3"u8],
            _ => values,
        };
        return [.. Bytes(type), 0, (byte)data.Length, .. data];
    }

    static byte[] Server(Random random)
    {
        byte[] extensions = [.. Enumerable.Range(0, random.Next(8)).SelectMany(_ => (byte[])[.. Bytes(Types[random.Next(Types.Length)]), 0, 0])];
        int length = extensions.Length + (random.Next(8) == 0 ? 1 : 0);
        return [3, (byte)random.Next(4), .. new byte[32], 0, 0x13, (byte)random.Next(8), 0, (byte)(length >> 8), (byte)length, .. extensions];
    }

    static byte[] Values(Random random, int most) => [.. Enumerable.Range(0, random.Next(most)).SelectMany(_ => Bytes(random.Next(4) == 0 ? (ushort)0x3A3A : (ushort)random.Next(0x1300, 0x1320)))];

    static byte[] Bytes(ushort value)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        return bytes;
    }
}
