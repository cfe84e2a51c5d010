using FsCheck;
using FsCheck.Fluent;
using NetWatch.Plugins.Attribution.Processes;
using NetWatch.Plugins.Ebpf.Tracing;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.Ebpf.Tests.Tracing;

public sealed class StateReaderTests
{
    // As Linux 6.18 has it.
    const string Format = """
        name: inet_sock_set_state
        ID: 2287
        format:
        	field:unsigned short common_type;	offset:0;	size:2;	signed:0;
        	field:int common_pid;	offset:4;	size:4;	signed:1;

        	field:const void * skaddr;	offset:8;	size:8;	signed:0;
        	field:int oldstate;	offset:16;	size:4;	signed:1;
        	field:int newstate;	offset:20;	size:4;	signed:1;
        	field:__u16 sport;	offset:24;	size:2;	signed:0;
        	field:__u16 dport;	offset:26;	size:2;	signed:0;
        	field:__u16 family;	offset:28;	size:2;	signed:0;
        	field:__u16 protocol;	offset:30;	size:2;	signed:0;
        	field:__u8 saddr[4];	offset:32;	size:4;	signed:0;
        	field:__u8 daddr[4];	offset:36;	size:4;	signed:0;
        	field:__u8 saddr_v6[16];	offset:40;	size:16;	signed:0;
        	field:__u8 daddr_v6[16];	offset:56;	size:16;	signed:0;
        """;

    readonly StateReader _reader = new(new StateFormat(Format), new ProcessTable(new ProcFiles("/proc"), new UserNames("/nowhere"), DateTimeOffset.UnixEpoch));

    [Fact]
    public void The_offsets_are_those_of_the_format()
    {
        var format = new StateFormat(Format);
        (format.IsComplete, format.Bytes, format["saddr_v6"], format["common_pid"]).ShouldBe((true, 72, 40, 4));
        new StateFormat(Format.Replace("skaddr", "other", StringComparison.Ordinal)).IsComplete.ShouldBeFalse();
        new StateFormat("").IsComplete.ShouldBeFalse();
    }

    [Fact]
    public void Two_records_of_a_socket_make_a_connection_with_the_process_of_the_first()
    {
        if (!OperatingSystem.IsLinux()) return;
        _reader.TryRead(Record(0xABC, 7, 2, Environment.ProcessId, sport: 0), 1, out _).ShouldBeFalse();
        _reader.TryRead(Record(0xABC, 2, 1, thread: 1, sport: 40000), 2, out SocketEvent told).ShouldBeTrue();
        told.Local.ToString().ShouldBe("tcp 10.0.0.1:40000 → 10.0.0.2:443");
        (told.Process.Pid, told.Time.Nanoseconds, told.Evidence).ShouldBe((Environment.ProcessId, 2L, AttributionEvidence.Exact));
        _reader.TryRead(Record(0xABC, 2, 1, thread: 1, sport: 40000), 3, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_connection_whose_process_is_gone_is_counted_and_names_nobody()
    {
        _reader.TryRead(Record(0xABC, 7, 2, thread: int.MaxValue, sport: 0), 1, out _);
        _reader.TryRead(Record(0xABC, 2, 1, thread: 1, sport: 40000), 2, out _).ShouldBeFalse();
        _reader.Unnamed.ShouldBe(1);
    }

    [Fact]
    public void A_page_is_walked_with_its_times()
    {
        byte[] first = Record(1, 7, 2, 5, 0), second = Record(2, 7, 2, 6, 0);
        byte[] page = Page([.. Header(18, 100), .. first, .. Header(30, 5), .. BitConverter.GetBytes(1), .. Header(0, 7), .. BitConverter.GetBytes(76), .. second]);
        var walk = new TracePage(page);
        walk.TryRead(out ReadOnlySpan<byte> record, out long time).ShouldBeTrue();
        (record.Length, time).ShouldBe((72, 1100));
        walk.TryRead(out record, out time).ShouldBeTrue();
        (record.Length, time).ShouldBe((72, 1100 + 5 + (1L << 27) + 7));
        walk.TryRead(out record, out time).ShouldBeFalse();
    }

    [Fact]
    public void Records_that_were_overwritten_are_counted()
    {
        byte[] page = Page(Header(18, 1));
        BitConverter.TryWriteBytes(page.AsSpan(8), (1L << 31) | (1L << 30) | 4);
        BitConverter.TryWriteBytes(page.AsSpan(20), 17L);
        new TracePage(page).Missed.ShouldBe(17);
    }

    [Fact]
    public void Whatever_stands_in_a_page_nothing_is_thrown() =>
        Prop.ForAll<byte[], int>((bytes, commit) =>
        {
            byte[] page = Page(bytes);
            BitConverter.TryWriteBytes(page.AsSpan(8), (long)commit);
            var walk = new TracePage(page);
            int count = 0;
            while (walk.TryRead(out ReadOnlySpan<byte> record, out long time) && count++ < 10_000) _reader.TryRead(record, time, out _);
            count.ShouldBeLessThan(10_000);
        }).QuickCheckThrowOnFailure();

    static byte[] Header(uint kind, uint delta) => BitConverter.GetBytes(kind | delta << 5);

    static byte[] Page(byte[] data)
    {
        byte[] page = new byte[4096];
        BitConverter.TryWriteBytes(page, 1000L);
        BitConverter.TryWriteBytes(page.AsSpan(8), (long)Math.Min(data.Length, 4080));
        data.AsSpan(0, Math.Min(data.Length, 4080)).CopyTo(page.AsSpan(16));
        return page;
    }

    static byte[] Record(long socket, int before, int after, int thread, ushort sport)
    {
        byte[] record = new byte[72];
        BitConverter.TryWriteBytes(record.AsSpan(4), thread);
        BitConverter.TryWriteBytes(record.AsSpan(8), socket);
        BitConverter.TryWriteBytes(record.AsSpan(16), before);
        BitConverter.TryWriteBytes(record.AsSpan(20), after);
        BitConverter.TryWriteBytes(record.AsSpan(24), sport);
        BitConverter.TryWriteBytes(record.AsSpan(26), (ushort)443);
        BitConverter.TryWriteBytes(record.AsSpan(28), (ushort)2);
        BitConverter.TryWriteBytes(record.AsSpan(30), (ushort)6);
        ((ReadOnlySpan<byte>)[10, 0, 0, 1, 10, 0, 0, 2]).CopyTo(record.AsSpan(32));
        return record;
    }
}
