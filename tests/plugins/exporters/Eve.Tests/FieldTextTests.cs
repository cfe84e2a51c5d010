using System.Globalization;
using System.Text;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Plugins.Eve.Tests;

/// <summary>Fields are written by hand for speed: they must read as any other writer would have written them.</summary>
public sealed class FieldTextTests
{
    [Fact]
    public void Fractions_have_the_fewest_digits_that_tell_them_apart()
    {
        var random = new Random(3);
        double[] values =
        [
            0, -0.0, 0.001, 0.01, 0.1, 0.5, 1, 10, 12.346, 99.999, 999.9, 123456789.123, 1e15, 1e16, 1.5e300, 1e-7, -1.25, 1 / 3.0, double.MaxValue, double.Epsilon,
            .. Enumerable.Range(0, 5000).Select(_ => Math.Round(random.NextDouble() * Math.Pow(10, random.Next(1, 13)), random.Next(0, 5))),
            .. Enumerable.Range(0, 1000).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64())).Where(double.IsFinite),
        ];
        foreach (double value in values)
            Written(writer => writer.Number("x", value)).ShouldBe(value.ToString("R", CultureInfo.InvariantCulture), value.ToString("R", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Whole_numbers_are_written_whatever_their_length()
    {
        long value = 1;
        for (int digits = 1; digits <= 18; digits++, value *= 10)
        {
            foreach (long near in (long[])[value - 1, value, value + 1, -value, 9 * value])
                Written(writer => writer.Number("x", near)).ShouldBe(near.ToString(CultureInfo.InvariantCulture));
        }

        Written(writer => writer.Number("x", long.MaxValue)).ShouldBe("9223372036854775807");
        Written(writer => writer.Number("x", long.MinValue)).ShouldBe("-9223372036854775808");
    }

    [Theory]
    [InlineData("one\n")]
    [InlineData("one\ntwo\n\nfour \"\\ \u00e9\n")]
    [InlineData("\n")]
    [InlineData("without an end")]
    public void A_list_of_bytes_is_written_as_the_list_of_strings_it_is(string lines)
    {
        string[] texts = (lines.EndsWith('\n') ? lines[..^1] : lines).Split('\n');
        Written(writer => writer.Utf8List("x", Encoding.UTF8.GetBytes(lines))).ShouldBe(Written(writer => writer.List("x", texts)));
    }

    [Fact]
    public void Bytes_are_written_as_the_string_they_are()
    {
        var random = new Random(4);
        for (int round = 0; round < 3000; round++)
        {
            byte[] bytes = new byte[random.Next(40)];
            for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)(random.Next(4) > 0 ? random.Next(0x20, 0x7F) : random.Next(256));
            Written(writer => writer.Utf8("x", bytes)).ShouldBe(Written(writer => writer.Text("x", Encoding.UTF8.GetString(bytes))));
        }
    }

    [Fact]
    public void Names_of_any_length_stand_as_they_are()
    {
        for (int length = 1; length < 70; length++)
        {
            string name = new('n', length);
            EveRun.FlowLine(EveRun.Flow(Transport.Tcp, 1, "made", new MadeFact(writer => writer.Flag(name, true)))).ShouldContain($"\"made\":{{\"{name}\":true}}");
        }
    }

    [Fact]
    public void However_many_names_there_are_each_is_written_as_it_is()
    {
        string[] names = [.. Enumerable.Range(0, 6000).Select(i => $"n{i}")];
        var fact = new MadeFact(writer =>
        {
            for (int i = 0; i < names.Length; i++) writer.Number(names[i], i);
        });
        string expected = $"\"made\":{{{string.Join(',', names.Select((name, i) => $"\"{name}\":{i}"))}}}";

        string[] lines = EveRun.Lines(session =>
        {
            for (int i = 0; i < 3; i++) session.OnFlow(EveRun.Flow(Transport.Tcp, 1, "made", fact));
        });

        lines.Length.ShouldBe(3);
        lines.ShouldAllBe(line => line.Contains(expected, StringComparison.Ordinal));
    }

    static string Written(Action<IFactWriter> write)
    {
        string line = EveRun.FlowLine(EveRun.Flow(Transport.Tcp, 1, "made", new MadeFact(write)));
        const string before = "\"made\":{\"x\":";
        int at = line.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return line[at..line.IndexOf("},\"flow\"", at, StringComparison.Ordinal)];
    }

    sealed class MadeFact(Action<IFactWriter> write) : Fact
    {
        public override string Protocol => "made";

        public override string Kind => "made";

        public override string Summary => "";

        public override void WriteTo(IFactWriter writer) => write(writer);
    }
}
