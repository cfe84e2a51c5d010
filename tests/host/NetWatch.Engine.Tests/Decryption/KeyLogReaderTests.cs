using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NetWatch.Engine.Decryption;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Testing.Memory;

namespace NetWatch.Engine.Tests.Decryption;

/// <summary>Key logs in every form, cut anywhere, and with anything in them.</summary>
public sealed class KeyLogReaderTests
{
    static readonly string Random = new('a', 64), Other = new('b', 64), Secret = new('c', 96);
    readonly KeyRing _ring = new();

    void Read(string text)
    {
        var reader = new KeyLogReader(_ring);
        reader.Read(Encoding.Latin1.GetBytes(text));
        reader.Complete();
    }

    bool Has(string label, string identifier) => _ring.TryFind(label, Convert.FromHexString(identifier), out _);

    [Theory]
    [InlineData("CLIENT_RANDOM")]
    [InlineData("CLIENT_EARLY_TRAFFIC_SECRET")]
    [InlineData("CLIENT_HANDSHAKE_TRAFFIC_SECRET")]
    [InlineData("SERVER_HANDSHAKE_TRAFFIC_SECRET")]
    [InlineData("CLIENT_TRAFFIC_SECRET_0")]
    [InlineData("SERVER_TRAFFIC_SECRET_12")]
    [InlineData("EXPORTER_SECRET")]
    [InlineData("EARLY_EXPORTER_SECRET")]
    [InlineData("QUIC_CLIENT_HANDSHAKE_TRAFFIC_SECRET")]
    [InlineData("A_LABEL_OF_TOMORROW")]
    public void Every_label_is_kept(string label)
    {
        Read($"{label} {Random} {Secret}\n");
        Has(label, Random).ShouldBeTrue();
        _ring.Counters.Malformed.ShouldBe(0);
    }

    [Fact]
    public void The_old_forms_of_RSA_are_known()
    {
        Read($"RSA 0011223344556677 {Secret}\nRSA Session-ID:{Other} Master-Key:{Secret}\n");
        Has(KeyLogLabels.Rsa, "0011223344556677").ShouldBeTrue();
        Has(KeyLogLabels.RsaSession, Other).ShouldBeTrue();
    }

    [Fact]
    public void Comments_empty_lines_and_line_ends_of_all_systems_are_fine()
    {
        Read($"# a comment\r\n\r\n  \nCLIENT_RANDOM  {Random}\t{Secret}\r\nCLIENT_RANDOM {Other} {Secret}");
        Has("CLIENT_RANDOM", Random).ShouldBeTrue();
        Has("CLIENT_RANDOM", Other).ShouldBeTrue("the last line needs no end");
        _ring.Counters.Malformed.ShouldBe(0);
    }

    [Theory]
    [InlineData("CLIENT_RANDOM")]
    [InlineData("CLIENT_RANDOM aa")]
    [InlineData("CLIENT_RANDOM aa bb cc")]
    [InlineData("CLIENT_RANDOM aa b")]
    [InlineData("CLIENT_RANDOM aa zz")]
    [InlineData("RSA Session-ID: Master-Key:")]
    [InlineData("lab\0el aa bb")]
    public void A_malformed_line_is_counted_and_the_next_is_read(string line)
    {
        Read($"{line}\nCLIENT_RANDOM {Random} {Secret}\n");
        _ring.Counters.Malformed.ShouldBe(1);
        Has("CLIENT_RANDOM", Random).ShouldBeTrue();
    }

    [Fact]
    public void A_line_without_an_end_takes_no_memory()
    {
        Read(new string('a', 1_000_000) + $"\nCLIENT_RANDOM {Random} {Secret}\n");
        _ring.Counters.Malformed.ShouldBe(1);
        Has("CLIENT_RANDOM", Random).ShouldBeTrue();
    }

    [Fact]
    public void However_a_log_is_cut_it_gives_the_same()
    {
        byte[] log = Encoding.ASCII.GetBytes($"# c\nCLIENT_RANDOM {Random} {Secret}\r\nbad line\nSERVER_TRAFFIC_SECRET_0 {Other} {Secret}\n");
        Gen<int[]> cuts = Gen.Choose(0, log.Length).ArrayOf();
        Prop.ForAll(cuts.ToArbitrary(), places =>
        {
            var ring = new KeyRing();
            var reader = new KeyLogReader(ring);
            int from = 0;
            foreach (int place in places.Order().Append(log.Length))
            {
                reader.Read(log.AsSpan(from, place - from));
                from = place;
            }

            return ring.Counters is { Secrets: 2, Malformed: 1 };
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Whatever_is_in_a_log_it_is_bounded_and_never_fatal() => Prop.ForAll<byte[]>(noise =>
    {
        var ring = new KeyRing();
        var reader = new KeyLogReader(ring);
        reader.Read(noise);
        reader.Complete();
        return ring.Count <= noise.Length;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_full_ring_gives_up_the_oldest_and_counts_it()
    {
        var ring = new KeyRing(capacity: 2);
        for (byte i = 1; i <= 3; i++) ring.Add("L", [i], [i]);
        ring.TryFind("L", [1], out _).ShouldBeFalse();
        ring.TryFind("L", [2], out _).ShouldBeTrue();
        ring.TryFind("L", [3], out _).ShouldBeTrue();
        ring.Counters.NotKept.ShouldBe(1);
    }

    [Fact]
    public void One_identifier_holds_so_many_secrets_and_no_more()
    {
        for (int i = 0; i < 200; i++) _ring.Add($"L{i}", [1], [1]);
        _ring.Counters.Secrets.ShouldBe(64);
        _ring.Counters.NotKept.ShouldBe(136);
    }

    [Fact]
    public void A_secret_that_is_told_again_does_not_change()
    {
        _ring.Add("L", [1], [1]);
        _ring.Add("L", [1], [2]);
        _ring.TryFind("L", [1], out ReadOnlyMemory<byte> secret).ShouldBeTrue();
        secret.ToArray().ShouldBe([1]);
    }

    [Fact]
    public void Looking_up_allocates_nothing()
    {
        _ring.Add("L", [1, 2, 3], [1]);
        byte[] id = [1, 2, 3];
        _ring.TryFind("L", id, out _);
        var meter = new AllocationMeter();
        do
        {
            meter.Start();
            for (int i = 0; i < 1000; i++) _ring.TryFind("L", id, out _);
        }
        while (!meter.TryStop());

        meter.Bytes.ShouldBe(0);
    }
}
