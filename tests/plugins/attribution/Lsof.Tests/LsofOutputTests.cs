using FsCheck;
using FsCheck.Fluent;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.Lsof.Tests;

public sealed class LsofOutputTests
{
    // By hand, in the form that lsof(8) describes and with the fields that macOS adds; a recording of a real one is below.
    const string Written = """
        p612
        R1
        clighttpd
        u33
        Lwww-data
        f4
        tIPv4
        PTCP
        n*:80
        TST=LISTEN
        TQR=0
        f9
        tIPv6
        PTCP
        n[2001:db8::1]:80->[2001:db8::2]:50000
        TST=ESTABLISHED
        f10
        tIPv4
        PTCP
        n10.0.0.1:80->10.0.0.2:50001
        TST=TIME_WAIT
        p700
        R612
        cdhclient
        u0
        Lroot
        f5
        tIPv4
        PUDP
        n*:68
        f6
        tIPv6
        PUDP
        n[fe80:1::a%en0]:546
        f7
        tunix
        n/run/x
        """;

    [Fact]
    public void Sockets_are_read_with_their_process()
    {
        IReadOnlyList<SocketRow> rows = LsofOutput.Parse(Written);
        rows.Select(row => $"{row.Local} {row.State} {row.Owner!.Process.Pid} {row.Owner.Process.Name} {row.Owner.Process.UserName}").ShouldBe(
        [
            "tcp [::]:80 → [::]:0 Listen 612 lighttpd www-data",
            "tcp [2001:db8::1]:80 → [2001:db8::2]:50000 Established 612 lighttpd www-data",
            "udp [::]:68 → [::]:0 Close 700 dhclient root",
            "udp [fe80:1::a]:546 → [::]:0 Close 700 dhclient root",
        ]);
        rows[0].UserId.ShouldBe(33);
        rows[2].Owner!.Process.Parents.Single().Pid.ShouldBe(612);
    }

    /// <summary>lsof 4.95 with the plugin's own arguments, on a host with some fifteen servers and one client.</summary>
    [Fact]
    public void Every_socket_of_a_recording_is_read()
    {
        string recording = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recordings", "lsof-4.95-linux.txt"));
        IReadOnlyList<SocketRow> rows = LsofOutput.Parse(recording);
        rows.Count.ShouldBe(recording.Split('\n').Count(line => line.StartsWith('n')));
        rows.Select(row => row.Owner!.Process.Pid).Distinct().Count().ShouldBe(15);
        SocketRow client = rows.Single(row => row.Owner!.Process.Name == "curl");
        client.Local.ToString().ShouldBe("tcp 10.96.0.1:42386 → 10.96.0.10:80");
        client.State.ToString().ShouldBe("Established");
        rows.Count(row => row.Owner!.Process.Name == "nginx" && row.State.ToString() == "Listen").ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("f4\nPTCP\nn*:80")]
    [InlineData("p1\nf4\nPTCP\nnnonsense")]
    [InlineData("p1\nf4\nPTCP\nn10.0.0.1:99999")]
    [InlineData("pX\nf4\nPTCP\nn*:80")]
    [InlineData("p1\nf4\nPTCP\nn10.0.0.1:80->")]
    public void What_makes_no_sense_is_left_out(string output) => LsofOutput.Parse(output).ShouldBeEmpty();

    [Fact]
    public void Whatever_is_written_nothing_is_thrown() =>
        Prop.ForAll<string>(text => { _ = LsofOutput.Parse("p1\nf4\nPTCP\nn" + text + "\n" + text); }).QuickCheckThrowOnFailure();

    [Fact]
    public void On_linux_no_program_is_started()
    {
        if (!OperatingSystem.IsLinux()) return;
        new LsofSource().CheckAvailability().State.ShouldBe(AttributionState.NotSupported);
        Should.Throw<AttributionException>(() => new LsofSource().Open(new AttributionOptions { Time = TimeProvider.System }));
    }
}
