using FsCheck;
using FsCheck.Fluent;
using NetWatch.Engine.Files;

namespace NetWatch.Engine.Tests.Files;

/// <summary>Secrets that stand behind packets of a file are found before those packets are worked on.</summary>
public sealed class SecretsAheadTests : IDisposable
{
    readonly string _path = Path.Combine(Path.GetTempPath(), $"netwatch-{Guid.NewGuid():N}.pcapng");

    static CaptureBytes Secrets(CaptureBytes file, string text) =>
        file.Block(10, file.New().U32(CaptureFileSecrets.TlsKeyLog).U32((uint)text.Length).Add(CaptureBytes.Text(text)));

    static CaptureBytes Packets(CaptureBytes file, int count, int length = 100)
    {
        for (int i = 0; i < count; i++) file.Enhanced(0, (ulong)i, new byte[length]);
        return file;
    }

    // What is known when the first packet is at hand, and what is told of while the rest is read.
    (string[] Ahead, string[] Later, bool IsAll, string? Error) Read(byte[] bytes, long most = long.MaxValue)
    {
        File.WriteAllBytes(_path, bytes);
        using var stream = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        using CaptureFileReader reader = CaptureFileReader.Open(stream, "some.pcap");
        List<string> found = [];
        reader.SecretsFound = secrets => found.Add(System.Text.Encoding.ASCII.GetString(secrets.Data.Span));
        if (!reader.TryRead(out _)) return ([], [.. found], false, reader.Error?.Message);
        bool isAll = reader.TryReadSecretsAhead(stream.SafeFileHandle, most);
        string[] ahead = [.. found];
        found.Clear();
        while (reader.TryRead(out _)) { }
        return (ahead, [.. found], isAll, reader.Error?.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Wherever_they_stand(bool bigEndian)
    {
        CaptureBytes file = Packets(new CaptureBytes(bigEndian).Section().Interface(1), 5000);
        Packets(Secrets(file, "middle"), 3);
        Packets(Secrets(file, "near the end"), 1, 300_000);
        Secrets(file, "end");
        (string[] ahead, string[] later, bool isAll, string? error) = Read(file.ToArray());
        ahead.ShouldBe(["middle", "near the end", "end"]);
        later.ShouldBeEmpty("each is told of once");
        (isAll, error).ShouldBe((true, null));
    }

    [Fact]
    public void In_sections_of_either_byte_order()
    {
        byte[] first = Packets(new CaptureBytes(false).Section().Interface(1), 2).ToArray();
        byte[] second = Secrets(Packets(new CaptureBytes(true).Section().Interface(1), 2), "second").ToArray();
        byte[] third = Secrets(Packets(new CaptureBytes(false).Section().Interface(1), 2), "third").ToArray();
        Read([.. first, .. second, .. third]).Ahead.ShouldBe(["second", "third"]);
    }

    [Fact]
    public void Of_a_file_that_is_too_large_the_next_part_and_the_end_are_looked_through()
    {
        CaptureBytes file = Packets(new CaptureBytes(false).Section().Interface(1), 10);
        Packets(Secrets(file, "near"), 100);
        Packets(Secrets(file, "far"), 100);
        Secrets(file, "end").Block(5, file.New().U32(0).U64(0));
        (string[] ahead, string[] later, bool isAll, _) = Read(file.ToArray(), most: 5000);
        ahead.ShouldBe(["near", "end"]);
        isAll.ShouldBeFalse();
        later.ShouldContain("far");
    }

    [Fact]
    public void A_block_that_claims_more_than_the_file_has_ends_the_walk()
    {
        CaptureBytes file = Packets(new CaptureBytes(false).Section().Interface(1), 2);
        file.U32(10).U32(0x7FFF_FFF0).U32(CaptureFileSecrets.TlsKeyLog).U32(0x7FFF_FF00).Add("CLIENT"u8);
        (string[] ahead, _, bool isAll, string? error) = Read(file.ToArray());
        ahead.ShouldBeEmpty();
        isAll.ShouldBeTrue();
        error.ShouldNotBeNull().ShouldContain("cut short");
    }

    [Fact]
    public void Not_in_a_compressed_file() =>
        Read(CaptureBytes.Gzip(Secrets(Packets(new CaptureBytes(false).Section().Interface(1), 2), "end").ToArray())).ShouldSatisfyAllConditions(
            read => read.IsAll.ShouldBeFalse(), read => read.Ahead.ShouldBeEmpty(), read => read.Later.ShouldBe(["end"]));

    [Fact]
    public void Whatever_the_bytes_are_the_error_is_that_of_a_read_without_looking_ahead()
    {
        CaptureBytes file = Packets(new CaptureBytes(false).Section().Interface(1), 20);
        byte[] sample = Secrets(Packets(Secrets(file, "middle"), 20), "end").ToArray();
        Gen<(int, int)> change = Gen.Choose(0, sample.Length - 1).Zip(Gen.OneOf(Gen.Choose(0, 255), Gen.Elements(0, 4, 6, 10, 0x0A, 0x0D, 255)));
        Prop.ForAll(change.NonEmptyListOf().Zip(Gen.Choose(0, 8000)).ToArbitrary(), (change) =>
        {
            byte[] bytes = [.. sample];
            foreach ((int at, int value) in change.Item1) bytes[at] = (byte)value;
            Read(bytes, change.Item2).Error.ShouldBe(ReadCapture.From(bytes).Reader.Error?.Message);
        }).QuickCheckThrowOnFailure();
    }

    public void Dispose() => File.Delete(_path);
}
