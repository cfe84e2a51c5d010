using System.Net.Sockets;
using NetWatch.Live.Tests.Network;
using NetWatch.Sdk.Capture;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Testing.Memory;

namespace NetWatch.Live.Tests.Capture;

/// <summary>What every capture source must do with real packets between two network namespaces.</summary>
public abstract class CaptureSourceLiveTests : IDisposable
{
    const int EthernetIpUdp = 14 + 20 + 8;

    protected CaptureSourceLiveTests(ICaptureSource source)
    {
        Source = source;
        CaptureAvailability availability = Source.CheckAvailability();
        LiveTest.Require(availability.IsAvailable, availability.Reason);
        Pair = new NetworkPair();
    }

    protected ICaptureSource Source { get; }

    protected NetworkPair Pair { get; }

    protected static CaptureOptions OnRight => new() { Interface = NetworkPair.RightInterface, BufferBytes = 16 << 20 };

    [RootFact]
    public void Every_packet_is_seen_once_in_order_with_its_length()
    {
        const int Count = 20_000;
        LiveCapture capture = LiveCapture.Run(Source, Pair.Right, OnRight, () => SendToRight(Count));

        capture.Numbers.ShouldBe(Enumerable.Range(0, Count));
        capture.Packets.ShouldAllBe(p => p.LinkType == LinkType.Ethernet && p.Bytes.Length == EthernetIpUdp + 64 && p.WireLength == p.Bytes.Length);
        capture.Packets.Zip(capture.Packets.Skip(1)).ShouldAllBe(p => p.First.Time <= p.Second.Time);
        capture.Statistics.Received.ShouldBe(Count);
        capture.Statistics.DroppedByKernel.ShouldBe(0);
    }

    [RootFact]
    public void Times_lie_between_the_clock_before_and_after()
    {
        DateTimeOffset before = TimeProvider.System.GetUtcNow();
        LiveCapture capture = LiveCapture.Run(Source, Pair.Right, OnRight, () => SendToRight(1));
        DateTimeOffset after = TimeProvider.System.GetUtcNow();

        DateTimeOffset time = capture.Packets.ShouldHaveSingleItem().Time.ToDateTimeOffset();
        time.ShouldBeInRange(before, after);
    }

    [RootFact]
    public void A_vlan_tag_that_the_kernel_took_out_is_in_the_frame_again()
    {
        byte[][] sent = [Frames.Tagged(0x8100, 0x002a), Frames.Tagged(0x8100, 0xe000), Frames.Tagged(0x88a8, 0x0007), Frames.DoubleTagged()];
        LiveCapture capture = LiveCapture.Run(Source, Pair.Right, OnRight, () => SendFramesToRight(sent));

        string.Join('\n', capture.Probes.Select(p => Convert.ToHexString(p.Bytes))).ShouldBe(string.Join('\n', sent.Select(Convert.ToHexString)));
        capture.Probes.ShouldAllBe(p => p.WireLength == p.Bytes.Length);
    }

    [RootFact]
    public void A_snaplen_counts_the_tag_that_is_put_back()
    {
        LiveCapture capture = LiveCapture.Run(Source, Pair.Right, OnRight with { SnapLength = 64 }, () => SendFramesToRight([Frames.Tagged(0x8100, 0x002a)]));

        PacketRecord packet = capture.Probes.ShouldHaveSingleItem();
        packet.Bytes.ShouldBe(Frames.Tagged(0x8100, 0x002a)[..64]);
        packet.WireLength.ShouldBe(Frames.Tagged(0x8100, 0x002a).Length);
    }

    [RootFact]
    public void A_snaplen_cuts_the_bytes_and_not_the_length()
    {
        LiveCapture capture = LiveCapture.Run(Source, Pair.Right, OnRight with { SnapLength = 96 }, () => SendToRight(200, payloadLength: 1000));

        capture.Numbers.ShouldBe(Enumerable.Range(0, 200));
        capture.Packets.ShouldAllBe(p => p.Bytes.Length == 96 && p.WireLength == EthernetIpUdp + 1000);
    }

    [RootFact]
    public void All_interfaces_at_once_are_cooked_frames_that_name_their_interface()
    {
        int index = IndexOf(Pair.Right, NetworkPair.RightInterface);
        LiveCapture capture = LiveCapture.Run(Source, Pair.Right, OnRight with { Interface = "any" }, () => SendToRight(500));

        capture.Numbers.ShouldBe(Enumerable.Range(0, 500));
        foreach (PacketRecord packet in capture.Probes)
        {
            packet.LinkType.ShouldBe(LinkType.LinuxSll2);
            packet.WireLength.ShouldBe(20 + 20 + 8 + 64);
            // Protocol IPv4, reserved, index, ARPHRD_ETHER, to us, address of 6 bytes.
            Convert.ToHexString(packet.Bytes.AsSpan(0, 20)).ShouldBe($"08000000{index:X8}000100060200000000010000");
            packet.Bytes[20].ShouldBe((byte)0x45);
        }
    }

    [RootFact]
    public void A_packet_over_loopback_is_seen_once()
    {
        using Socket listener = NetworkPair.In(Pair.Left, () => UdpProbe.Listen("127.0.0.1"));
        foreach (string name in (string[])["lo", "any"])
        {
            LiveCapture capture = LiveCapture.Run(Source, Pair.Left, OnRight with { Interface = name },
                () => NetworkPair.In(Pair.Left, () => UdpProbe.Send("127.0.0.1", 300)));

            capture.Numbers.ShouldBe(Enumerable.Range(0, 300));
        }
    }

    [RootFact]
    public void What_a_full_buffer_loses_is_counted()
    {
        const int Count = 6000;
        LiveCapture capture = LiveCapture.RunStalled(Source, Pair.Right, OnRight with { BufferBytes = 1 << 20 },
            () => SendToRight(Count, payloadLength: 1400));

        capture.Statistics.DroppedByKernel.ShouldBeGreaterThan(0);
        capture.Statistics.Received.ShouldBe(Count);
        (capture.Packets.Count + capture.Statistics.DroppedByKernel).ShouldBe(Count);
    }

    [RootFact]
    public void A_session_ends_when_its_interface_is_removed_and_first_hands_over_what_arrived()
    {
        LiveCapture capture = LiveCapture.RunStalled(Source, Pair.Right, OnRight, () =>
        {
            SendToRightUntilReceived(100);
            NetworkPair.IpIn(Pair.Right, "link", "del", NetworkPair.RightInterface);
        });

        capture.HasEnded.ShouldBeTrue();
        capture.Numbers.ShouldBe(Enumerable.Range(0, 100));
    }

    [RootFact]
    public void What_the_receiver_got_until_its_interface_was_removed_is_captured()
    {
        const int Before = 200;
        int received = 0;
        LiveCapture capture = LiveCapture.Run(Source, Pair.Right, OnRight, () =>
        {
            using Socket listener = NetworkPair.In(Pair.Right, () => UdpProbe.Listen("0.0.0.0"));
            Task sending = Task.Factory.StartNew(() => NetworkPair.In(Pair.Left, () => UdpProbe.SendUntilCut(NetworkPair.RightAddress)), TaskCreationOptions.LongRunning);
            UdpProbe.Receive(listener, Before);
            Task removing = Task.Factory.StartNew(() => NetworkPair.IpIn(Pair.Right, "link", "del", NetworkPair.RightInterface), TaskCreationOptions.LongRunning);
            received = Before + UdpProbe.ReceiveAll(listener);
            Task.WhenAll(sending, removing).GetAwaiter().GetResult();
        });

        capture.HasEnded.ShouldBeTrue();
        capture.Numbers.ShouldBe(Enumerable.Range(0, capture.Numbers.Count()));
        capture.Numbers.Count().ShouldBeGreaterThanOrEqualTo(received);
    }

    [RootFact]
    public void A_signal_ends_no_poll_before_its_time()
    {
        using var signals = new SignalSender();
        int thread = 0;
        var polled = new List<int>();
        Task making = Task.CompletedTask;
        LiveCapture capture = NetworkPair.In(Pair.Right, () =>
        {
            using ICaptureSession session = Source.Open(OnRight);
            thread = SignalSender.CurrentThread;
            making = Task.Factory.StartNew(() =>
            {
                signals.Interrupt(thread, times: 20);
                SendToRight(1);
            }, TaskCreationOptions.LongRunning);
            var recorder = new PacketRecorder();
            while (recorder.Packets.Count == 0 && polled.Count < 1000) polled.Add(session.Poll(recorder, 1000));
            return new LiveCapture(recorder.Packets, session.ReadStatistics(), HasEnded: false);
        });
        making.GetAwaiter().GetResult();

        signals.Sent.ShouldBe(20);
        capture.Numbers.ShouldBe([0]);
        // One poll on a machine that has time; a few where the second that each waits is too short for the sender.
        polled.Count.ShouldBeLessThan(signals.Sent / 2);
    }

    [RootFact]
    public void A_large_transfer_is_whole_however_the_kernel_cuts_it()
    {
        const int Length = 4 << 20;
        byte[] sent = new byte[Length];
        new Random(1).NextBytes(sent);
        LiveCapture capture = LiveCapture.Run(Source, Pair.Right, OnRight with { BufferBytes = 64 << 20 },
            () => TcpTransfer.Run(Pair, sent));

        TcpTransfer.Reassemble(capture.Packets, Length).AsSpan().SequenceEqual(sent).ShouldBeTrue();
    }

    [RootFact]
    public void Nothing_is_allocated_for_a_packet()
    {
        long few = AllocatedFor(100);
        long many = AllocatedFor(20_000);

        many.ShouldBeLessThanOrEqualTo(few);
    }

    [RootFact]
    public void A_session_may_be_closed_while_another_thread_polls_it()
    {
        int last = NetworkPair.In(Pair.Right, () =>
        {
            using ICaptureSession session = Source.Open(OnRight);
            using var started = new ManualResetEventSlim();
            var closer = new Thread(() => { started.Wait(); session.Dispose(); });
            closer.Start();
            var recorder = new PacketRecorder();
            int result;
            do
            {
                result = session.Poll(recorder, 1000);
                started.Set();
            }
            while (result >= 0);
            closer.Join();
            return result;
        });

        last.ShouldBe(-1);
    }

    [RootFact]
    public void An_interface_that_is_not_there_is_named_with_what_to_do_next()
    {
        CaptureException error = Should.Throw<CaptureException>(() => NetworkPair.In(Pair.Right, () => Source.Open(OnRight with { Interface = "nosuch0" })));

        error.Message.ShouldContain("nosuch0");
        error.Remedy.ShouldNotBeNullOrEmpty();
    }

    public void Dispose()
    {
        Pair.Dispose();
        GC.SuppressFinalize(this);
    }

    protected void SendToRight(int count, int payloadLength = 64, int flows = 1)
    {
        using Socket listener = NetworkPair.In(Pair.Right, () => UdpProbe.Listen("0.0.0.0"));
        NetworkPair.In(Pair.Left, () => UdpProbe.Send(NetworkPair.RightAddress, count, payloadLength, flows));
    }

    // What waits for the receiver's processor when an interface is removed is thrown away before any capture sees it: who counts
    // the packets of an interface that goes waits until the receiver has them.
    void SendToRightUntilReceived(int count)
    {
        using Socket listener = NetworkPair.In(Pair.Right, () => UdpProbe.Listen("0.0.0.0"));
        NetworkPair.In(Pair.Left, () => UdpProbe.Send(NetworkPair.RightAddress, count));
        UdpProbe.Receive(listener, count);
    }

    protected void SendFramesToRight(byte[][] frames)
    {
        // A tag with VLAN id 0 is only a priority: that frame reaches the receiver's own network, and an answer to it would be one more.
        using Socket listener = NetworkPair.In(Pair.Right, () => UdpProbe.Listen("0.0.0.0"));
        int index = IndexOf(Pair.Left, NetworkPair.LeftInterface);
        NetworkPair.In(Pair.Left, () => RawSender.Send(index, frames));
    }

    protected static int IndexOf(string space, string name) =>
        int.Parse(NetworkPair.Run("ip", "netns", "exec", space, "cat", $"/sys/class/net/{name}/ifindex"));

    long AllocatedFor(int count) => NetworkPair.In(Pair.Right, () =>
    {
        var meter = new AllocationMeter();
        bool isMeasured;
        do
        {
            using ICaptureSession session = Source.Open(OnRight);
            var counter = new PacketCounter();
            SendToRight(10);
            LiveCapture.Drain(session, counter);
            Task sending = Task.Run(() => SendToRight(count));
            meter.Start();
            while (!sending.IsCompleted) session.Poll(counter, 20);
            LiveCapture.Drain(session, counter);
            isMeasured = meter.TryStop();
            counter.Count.ShouldBe(count + 10);
        }
        while (!isMeasured);

        return meter.Bytes;
    });
}
