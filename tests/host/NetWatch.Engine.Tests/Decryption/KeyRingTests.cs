using NetWatch.Engine.Decryption;
using NetWatch.Sdk.Decryption;

namespace NetWatch.Engine.Tests.Decryption;

/// <summary>When a ring is certain that it will never know a connection.</summary>
public sealed class KeyRingTests
{
    static readonly byte[] Logged = [.. Enumerable.Repeat((byte)1, 32)], Unknown = [.. Enumerable.Repeat((byte)2, 32)];

    static KeyRing Ring(string label = KeyLogLabels.ClientTraffic)
    {
        var ring = new KeyRing { HasAllOfCapture = true };
        ring.Add(label, Logged, new byte[48]);
        ring.Close();
        return ring;
    }

    [Fact]
    public void A_connection_that_was_not_logged_is_hopeless_once_everything_is_read()
    {
        Ring().IsHopeless(Unknown).ShouldBeTrue();
        Ring().IsHopeless(Logged).ShouldBeFalse();
    }

    [Fact]
    public void Not_while_the_log_may_grow_or_the_capture_may_bring_secrets()
    {
        var growing = new KeyRing { HasAllOfCapture = true };
        growing.IsHopeless(Unknown).ShouldBeFalse();
        KeyRing ring = Ring();
        ring.HasAllOfCapture = false;
        ring.IsHopeless(Unknown).ShouldBeFalse();
    }

    [Theory]
    [InlineData(KeyLogLabels.Rsa)]
    [InlineData(KeyLogLabels.RsaSession)]
    public void Nor_with_secrets_that_are_not_filed_under_the_hello(string label) => Ring(label).IsHopeless(Unknown).ShouldBeFalse();
}
