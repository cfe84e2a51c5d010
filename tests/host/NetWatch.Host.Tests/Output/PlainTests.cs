using FsCheck;
using FsCheck.Fluent;
using NetWatch.Host.Output;
using NetWatch.Sdk.Packets;

namespace NetWatch.Host.Tests.Output;

/// <summary>Figures and names on the command line.</summary>
public sealed class PlainTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.00 kB")]
    [InlineData(999_499, "999 kB")]
    [InlineData(999_500, "1.00 MB")]
    [InlineData(46_500_000, "46.5 MB")]
    [InlineData(5e15, "5000 TB")]
    public void Bytes_have_three_digits_and_a_unit(double bytes, string text) => Plain.Bytes(bytes).ShouldBe(text);

    [Theory]
    [InlineData(-1, "0 s")]
    [InlineData(0.000_25, "250 µs")]
    [InlineData(0.25, "250 ms")]
    [InlineData(42, "42.0 s")]
    [InlineData(600, "10 min")]
    [InlineData(7200, "2.0 h")]
    public void Times_are_short(double seconds, string text) => Plain.Duration(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Fact]
    public void Ends_are_written_as_urls_have_them()
    {
        Plain.Endpoint(NetAddress.FromIPv4(0xC000_0201), 80).ShouldBe("192.0.2.1:80");
        Plain.Endpoint(NetAddress.FromIPv4(0xC000_0201), 0).ShouldBe("192.0.2.1");
        Plain.Endpoint(NetAddress.FromBytes([0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]), 443).ShouldBe("[2001:db8::1]:443");
    }

    [Theory]
    [InlineData("plain text, ümlaut → 漢字", "plain text, ümlaut → 漢字")]
    [InlineData("\u001b[2Jgone", "·[2Jgone")]
    [InlineData("a\u009bb\u202ec\u2066d\u2028e", "a·b·c·d·e")]
    public void Nothing_that_a_terminal_obeys_comes_through(string text, string clean) => Plain.Clean(text).ShouldBe(clean);

    [Fact]
    public void Cleaning_keeps_the_length_and_leaves_no_control_character() => Prop.ForAll(
        ArbMap.Default.ArbFor<char[]>(),
        characters => Plain.Clean(new string(characters)) is var clean && clean.Length == characters.Length && !clean.Any(char.IsControl)).QuickCheckThrowOnFailure();
}
