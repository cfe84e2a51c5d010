using System.Net;
using FsCheck;
using FsCheck.Fluent;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Tests.Packets;

public sealed class NetAddressTests
{
    const int Hosts = 4096;

    // Groups of zeros are what RFC 5952 is about, so half of the groups are zero.
    static readonly Arbitrary<byte[]> Addresses = Gen.OneOf(
        Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 0xFFFF), Gen.Choose(0, 15)).ListOf(8)
            .Select(groups => groups.SelectMany(group => (byte[])[(byte)(group >> 8), (byte)group]).ToArray()),
        Gen.Choose(0, 255).ListOf(4).Select(bytes => bytes.Select(value => (byte)value).ToArray())).ToArbitrary();

    // What the framework writes with a dotted tail beside mapped addresses (::a.b.c.d and ISATAP) RFC 5952 §5 leaves to hex.
    static bool FrameworkWritesDots(byte[] bytes) =>
        bytes.Length == 16 && new IPAddress(bytes) is { IsIPv4MappedToIPv6: false } address && address.ToString().Contains('.', StringComparison.Ordinal);

    [Fact]
    public void The_text_is_that_of_rfc_5952() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(Addresses.Filter(bytes => !FrameworkWritesDots(bytes)), bytes =>
            NetAddress.FromBytes(bytes).ToString().ShouldBe(new IPAddress(bytes).ToString())));

    [Fact]
    public void Who_chooses_addresses_does_not_choose_their_hash()
    {
        // Halves of halves that make up for each other, halves that do, and what only differs where a table may not look.
        Distinct(i => new NetAddress((ulong)i << 32 | (uint)i, 7)).ShouldBeGreaterThan(Hosts * 9 / 10);
        Distinct(i => new NetAddress(0x2001_0DB8_0000_0000, (ulong)i << 32 | (uint)i)).ShouldBeGreaterThan(Hosts * 9 / 10);
        Distinct(i => new NetAddress((ulong)i, (ulong)i)).ShouldBeGreaterThan(Hosts * 9 / 10);
        Distinct(i => new NetAddress((ulong)i << 48, 7)).ShouldBeGreaterThan(Hosts * 9 / 10);
        Distinct(i => NetAddress.FromIPv4((uint)i << 16)).ShouldBeGreaterThan(Hosts * 9 / 10);
    }

    static int Distinct(Func<int, NetAddress> address) => Enumerable.Range(0, Hosts).Select(i => address(i).GetHashCode()).Distinct().Count();

    [Fact]
    public void Every_text_reads_back_as_the_same_address() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(Addresses, bytes =>
        {
            NetAddress address = NetAddress.FromBytes(bytes);
            NetAddress.TryParse(address.ToString(), out NetAddress read).ShouldBeTrue();
            read.ShouldBe(address);
            Span<byte> written = stackalloc byte[16];
            written[..address.Write(written)].ToArray().ShouldBe(bytes);
            address.ToIPAddress().GetAddressBytes().ShouldBe(bytes);
        }));

    [Fact]
    public void Text_and_utf8_are_the_same_and_need_exactly_their_length() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Addresses, bytes =>
        {
            NetAddress address = NetAddress.FromBytes(bytes);
            string text = address.ToString();
            text.Length.ShouldBeLessThanOrEqualTo(NetAddress.MaxTextLength);
            byte[] utf8 = new byte[text.Length];
            address.TryFormat(utf8, out int written, default, null).ShouldBeTrue();
            written.ShouldBe(text.Length);
            System.Text.Encoding.ASCII.GetString(utf8).ShouldBe(text);
            address.TryFormat(new byte[text.Length - 1], out written, default, null).ShouldBeFalse();
            address.TryFormat(new char[text.Length - 1], out written, default, null).ShouldBeFalse();
        }));

    [Theory]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("1::")]
    [InlineData("1:0:0:2::3")]
    [InlineData("2001:db8::1:0:0:1")]
    [InlineData("2001:db8:0:1:1:1:1:1")]
    [InlineData("::ffff:192.0.2.1")]
    [InlineData("255.255.255.255")]
    public void The_examples_of_rfc_5952_stay_as_they_are(string text)
    {
        NetAddress.TryParse(text, out NetAddress address).ShouldBeTrue();
        address.ToString().ShouldBe(text);
    }

    [Fact]
    public void A_mapped_address_is_not_taken_for_ipv4()
    {
        NetAddress.TryParse("::ffff:192.0.2.1", out NetAddress mapped).ShouldBeTrue();
        NetAddress.TryParse("192.0.2.1", out NetAddress plain).ShouldBeTrue();
        mapped.ShouldNotBe(plain);
        mapped.IsIPv4.ShouldBeFalse();
        plain.IsIPv4.ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("fe80::1%eth0")]
    [InlineData("1.2.3.4.5")]
    [InlineData("host")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1::2::3")]
    [InlineData("1:::2")]
    [InlineData(":1")]
    [InlineData("1:")]
    [InlineData("12345::")]
    public void What_is_no_address_is_refused(string text) => NetAddress.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Text_is_read_as_the_framework_reads_it()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            string text = string.Join(':', Enumerable.Range(0, random.Next(2, 10)).Select(_ => random.Next(4) switch { 0 => "", 1 => "0", 2 => "aF1", _ => "12345"[..random.Next(6)] }));
            bool isRead = IPAddress.TryParse(text, out IPAddress? known);
            NetAddress.TryParse(text, out NetAddress address).ShouldBe(isRead, text);
            if (isRead) address.ShouldBe(NetAddress.FromBytes(known!.GetAddressBytes()), text);
        }
    }

    [Theory]
    [InlineData("224.0.0.1", true, false)]
    [InlineData("255.255.255.255", true, false)]
    [InlineData("ff02::fb", true, false)]
    [InlineData("127.9.9.9", false, true)]
    [InlineData("::1", false, true)]
    [InlineData("10.0.0.1", false, false)]
    public void Groups_and_loopback_are_known(string text, bool isGroup, bool isLoopback)
    {
        NetAddress.TryParse(text, out NetAddress address).ShouldBeTrue();
        (address.IsMulticastOrBroadcast, address.IsLoopback).ShouldBe((isGroup, isLoopback));
    }

    [Fact]
    public void The_order_is_total() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Addresses, Addresses, (left, right) =>
        {
            NetAddress a = NetAddress.FromBytes(left), b = NetAddress.FromBytes(right);
            (a < b, a == b, a > b).ShouldBe((b > a, b == a, b < a));
            new[] { a < b, a == b, a > b }.Count(holds => holds).ShouldBe(1);
            (a <= b).ShouldBe(!(a > b));
            if (a == b) a.GetHashCode().ShouldBe(b.GetHashCode());
        }));
}
