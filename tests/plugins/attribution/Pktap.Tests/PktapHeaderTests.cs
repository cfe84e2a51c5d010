using System.Buffers.Binary;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Pktap.Tests;

public sealed class PktapHeaderTests
{
    // The header of a frame that tcpdump -i pktap wrote: 156 bytes, en0, outgoing, Safari with pid 731, then Ethernet.
    const string Recorded =
        "9c0000000100000001000000656e3000000000000000000000000000000000000000000002000000020000000e00000000000000db020000"
        + "5361666172690000000000000000000000000000000000000600000000000000ffffffff0000000000000000000000000000000000000000"
        + "0600000000000000000000000000000000000000000000000000000000000000000000000000000000000000";

    static byte[] First(int pid, uint flags, string name)
    {
        byte[] frame = [.. Convert.FromHexString(Recorded), .. new byte[14]];
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(52), pid);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(36), flags);
        frame.AsSpan(56, 17).Clear();
        Encoding.UTF8.GetBytes(name).CopyTo(frame, 56);
        return frame;
    }

    [Fact]
    public void A_recorded_header_names_process_and_direction()
    {
        PktapHeader.TryRead(Convert.FromHexString(Recorded), out PktapHeader header).ShouldBeTrue();
        (header.Pid, header.Name, header.IsOutgoing).ShouldBe((731, "Safari", true));
    }

    [Fact]
    public void The_second_version_has_its_texts_at_told_offsets()
    {
        byte[] frame = new byte[80];
        (frame[0], frame[3], frame[4]) = (64, 40, 46);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(28), 99);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(36), 1);
        "curl"u8.CopyTo(frame.AsSpan(46));
        PktapHeader.TryRead(frame, out PktapHeader header).ShouldBeTrue();
        (header.Pid, header.Name, header.IsOutgoing).ShouldBe((99, "curl", false));
    }

    [Theory]
    [InlineData(-1, 2u)]
    [InlineData(0, 2u)]
    [InlineData(5, 0u)]
    [InlineData(5, 3u)]
    public void Without_a_process_or_a_direction_it_names_nobody(int pid, uint flags) => PktapHeader.TryRead(First(pid, flags, "x"), out _).ShouldBeFalse();

    [Fact]
    public void Control_characters_of_a_name_do_not_pass()
    {
        PktapHeader.TryRead(First(5, 2, "a\u001bb"), out PktapHeader header).ShouldBeTrue();
        header.Name.ShouldBe("a\uFFFDb");
    }

    [Fact]
    public void A_session_gives_the_same_object_for_the_same_process()
    {
        using IAttributionSession session = new PktapSource().Open(new AttributionOptions { Time = TimeProvider.System });
        var owners = (IFrameOwners)session;
        owners.LinkType.ShouldBe(LinkType.PktAp);
        owners.TryGetOwner(First(5, 2, "ssh"), out FrameOwner first).ShouldBeTrue();
        owners.TryGetOwner(First(5, 1, "ssh"), out FrameOwner second).ShouldBeTrue();
        second.Owner.ShouldBeSameAs(first.Owner);
        (first.IsSender, second.IsSender).ShouldBe((true, false));
        owners.TryGetOwner(First(5, 2, "scp"), out FrameOwner other).ShouldBeTrue();
        other.Owner.Process.Name.ShouldBe("scp");
        session.ReadCounters().Events.ShouldBe(3);
    }

    [Fact]
    public void Whatever_bytes_come_nothing_is_thrown()
    {
        byte[] recorded = Convert.FromHexString(Recorded);
        Prop.ForAll<int, byte, int>((at, value, cut) =>
        {
            byte[] frame = [.. recorded];
            frame[(int)((uint)at % (uint)frame.Length)] = value;
            if (PktapHeader.TryRead(frame.AsSpan(0, (int)((uint)cut % (uint)frame.Length)), out PktapHeader header)) _ = (header.Name, header.Key);
            if (PktapHeader.TryRead(frame, out header)) _ = (header.Name, header.Key);
        }).QuickCheckThrowOnFailure();
    }
}
