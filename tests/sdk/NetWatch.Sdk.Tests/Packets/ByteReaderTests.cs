using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Tests.Packets;

public sealed class ByteReaderTests
{
    [Fact]
    public void Fields_are_read_most_significant_byte_first()
    {
        var reader = new ByteReader([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]);
        reader.TryReadByte(out byte one).ShouldBeTrue();
        reader.TryReadUInt16(out ushort two).ShouldBeTrue();
        reader.TryReadUInt24(out int three).ShouldBeTrue();
        reader.TryReadUInt32(out uint four).ShouldBeTrue();
        reader.TryReadUInt64(out ulong eight).ShouldBeTrue();
        one.ShouldBe((byte)1);
        two.ShouldBe((ushort)0x0203);
        three.ShouldBe(0x040506);
        four.ShouldBe(0x0708090Au);
        eight.ShouldBe(0x0B0C0D0E0F101112u);
        reader.Remaining.ShouldBe(0);
    }

    [Fact]
    public void Vectors_take_their_length_from_the_front()
    {
        var reader = new ByteReader([1, 0xAA, 0, 2, 0xBB, 0xCC, 0, 0, 1, 0xDD, 0]);
        reader.TryReadVector8(out ReadOnlySpan<byte> a).ShouldBeTrue();
        a.ToArray().ShouldBe([0xAA]);
        reader.TryReadVector16(out ReadOnlySpan<byte> b).ShouldBeTrue();
        b.ToArray().ShouldBe([0xBB, 0xCC]);
        reader.TryReadVector24(out ReadOnlySpan<byte> c).ShouldBeTrue();
        c.ToArray().ShouldBe([0xDD]);
        reader.TryReadVector8(out ReadOnlySpan<byte> none).ShouldBeTrue();
        none.Length.ShouldBe(0);
    }

    // Whatever is read in whatever order: nothing throws, a failed read moves nothing, a read that works moves by its size.
    [Fact]
    public void A_read_works_whole_or_not_at_all() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(), Gen.Choose(0, 9).ListOf().ToArbitrary(), Gen.Choose(-3, 40).ToArbitrary(), (bytes, reads, count) =>
            {
                var reader = new ByteReader(bytes);
                foreach (int read in reads)
                {
                    int before = reader.Position;
                    bool worked = Read(ref reader, read, count, out int least);
                    if (worked) (reader.Position - before).ShouldBeGreaterThanOrEqualTo(least);
                    else reader.Position.ShouldBe(before);
                    (reader.Position + reader.Remaining).ShouldBe(bytes.Length);
                    reader.Rest.Length.ShouldBe(reader.Remaining);
                }
            }));

    [Fact]
    public void A_length_that_lies_is_refused()
    {
        byte[] bytes = new byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, 5);
        var reader = new ByteReader(bytes);
        reader.TryReadVector16(out _).ShouldBeFalse();
        reader.Position.ShouldBe(0);
        reader.TryReadBytes(int.MinValue, out _).ShouldBeFalse();
        reader.TrySkip(-1).ShouldBeFalse();
        reader.TrySkip(7).ShouldBeFalse();
    }

    static bool Read(ref ByteReader reader, int read, int count, out int least)
    {
        least = read switch { 0 => 1, 1 => 2, 2 => 3, 3 => 4, 4 => 8, 5 or 9 => Math.Max(0, count), 6 => 1, 7 => 2, _ => 3 };
        return read switch
        {
            0 => reader.TryReadByte(out _),
            1 => reader.TryReadUInt16(out _),
            2 => reader.TryReadUInt24(out _),
            3 => reader.TryReadUInt32(out _),
            4 => reader.TryReadUInt64(out _),
            5 => reader.TryReadBytes(count, out _),
            6 => reader.TryReadVector8(out _),
            7 => reader.TryReadVector16(out _),
            8 => reader.TryReadVector24(out _),
            _ => reader.TrySkip(count),
        };
    }
}
