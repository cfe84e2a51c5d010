using NetWatch.Sdk.Protocols.Text;

namespace NetWatch.Sdk.Tests.Protocols.Text;

public sealed class WireBytesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(" a b  ")]
    [InlineData("ab")]
    public void Trimming_is_that_of_the_framework(string text)
    {
        byte[] bytes = [.. text.Select(character => (byte)character)];
        WireBytes.Trim(bytes, (byte)' ').ToArray().ShouldBe(bytes.AsSpan().Trim((byte)' ').ToArray());
        WireBytes.TrimStart(bytes, (byte)' ').ToArray().ShouldBe(bytes.AsSpan().TrimStart((byte)' ').ToArray());
        WireBytes.TrimEnd(bytes, (byte)' ').ToArray().ShouldBe(bytes.AsSpan().TrimEnd((byte)' ').ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(300)]
    public void Hex_is_that_of_the_framework(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        WireBytes.Hex(bytes).ShouldBe(Convert.ToHexStringLower(bytes));
    }

    [Fact]
    public void A_value_is_found_among_others() =>
        (WireBytes.Contains([1, 2, 3], 3), WireBytes.Contains([1, 2, 3], 4), WireBytes.Contains([], 0)).ShouldBe((true, false, false));
}
