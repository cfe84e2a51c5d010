using FsCheck;
using FsCheck.Fluent;
using NetWatch.Plugins.Attribution.Processes;
using NetWatch.Plugins.Ebpf.Events;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.Ebpf.Tests.Events;

public sealed class EventReaderTests
{
    readonly EventReader _reader = new(new ProcessTable(new ProcFiles("/nowhere"), new UserNames("/nowhere"), DateTimeOffset.UnixEpoch), ownNamespace: 1)
    {
        ClockOffset = 1_000_000,
    };

    [Theory]
    [InlineData("192.0.2.1", "198.51.100.2", "tcp 192.0.2.1:40000 → 198.51.100.2:443")]
    [InlineData("2001:db8::1", "2001:db8::2", "tcp [2001:db8::1]:40000 → [2001:db8::2]:443")]
    [InlineData("::ffff:192.0.2.1", "::ffff:198.51.100.2", "tcp 192.0.2.1:40000 → 198.51.100.2:443")]
    public void An_event_names_socket_and_process(string local, string remote, string tuple)
    {
        _reader.TryRead(RecordBytes.Socket(EventKind.Connect, local, 40000, remote, 443), out SocketEvent told).ShouldBeTrue();
        told.Local.ToString().ShouldBe(tuple);
        told.Process.Key.ShouldBe(new ProcessKey(4242, 12345));
        (told.Process.Name, told.Evidence, told.Cookie, told.IsForeign).ShouldBe(("curl", AttributionEvidence.Exact, 77UL, false));
        told.Time.Nanoseconds.ShouldBe(1_005_000);
    }

    [Fact]
    public void A_socket_of_another_namespace_is_foreign()
    {
        _reader.TryRead(RecordBytes.Socket(EventKind.Transfer, "10.0.0.1", 1, "10.0.0.2", 2, space: 99), out SocketEvent told).ShouldBeTrue();
        told.IsForeign.ShouldBeTrue();
    }

    [Fact]
    public void A_program_that_was_executed_and_is_gone_keeps_its_path_and_arguments()
    {
        _reader.TryRead(RecordBytes.Exec("curl", "/usr/bin/curl", "curl\0-s\0http://x/\0"), out _).ShouldBeFalse();
        _reader.TryRead(RecordBytes.Socket(EventKind.Connect, "10.0.0.1", 1, "10.0.0.2", 2), out SocketEvent told).ShouldBeTrue();
        (told.Process.Executable, told.Process.CommandLine).ShouldBe(("/usr/bin/curl", "curl -s http://x/"));
    }

    [Fact]
    public void Whatever_stands_in_the_ring_nothing_is_thrown() =>
        Prop.ForAll<byte[], int>((bytes, size) =>
        {
            byte[] record = new byte[(uint)size % 1200];
            bytes.AsSpan(0, Math.Min(bytes.Length, record.Length)).CopyTo(record);
            _reader.TryRead(record, out _);
        }).QuickCheckThrowOnFailure();
}
