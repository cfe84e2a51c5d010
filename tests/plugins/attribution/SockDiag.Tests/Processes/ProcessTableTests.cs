using NetWatch.Plugins.Attribution.Processes;
using NetWatch.Sdk.Attribution;

namespace NetWatch.Plugins.SockDiag.Tests.Processes;

public sealed class ProcessTableTests : IDisposable
{
    static readonly DateTimeOffset Boot = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly ProcFolder _proc = new();
    readonly ProcessTable _table;

    public ProcessTableTests()
    {
        string users = Path.Combine(_proc.Root, "passwd");
        File.WriteAllText(users, "root:x:0:0::/root:/bin/sh\nweb:x:33:33::/:/bin/false\nbroken line\n");
        _table = new ProcessTable(new ProcFiles(_proc.Root), new UserNames(users), Boot);
    }

    public void Dispose() => _proc.Dispose();

    [Fact]
    public void A_process_is_read_with_all_that_proc_tells()
    {
        _proc.Add(1, "systemd", 0, 1);
        _proc.Add(20, "bash", 1, 50);
        _proc.Add(30, "odd) name (x", 20, 250, user: 33, "curl\0-s\0http://host/\0", "0::/system.slice/web.service\n", "/usr/bin/curl (deleted)");

        ProcessIdentity process = _table.Find(30).ShouldNotBeNull();

        process.Key.ShouldBe(new ProcessKey(30, 250));
        process.Name.ShouldBe("odd) name (x");
        process.CommandLine.ShouldBe("curl -s http://host/");
        process.Executable.ShouldBe("/usr/bin/curl");
        (process.UserId, process.UserName, process.Unit).ShouldBe((33, "web", "web.service"));
        process.StartedAt.ShouldBe(Boot.AddSeconds(2.5));
        process.Parents.ShouldBe([new ParentProcess(20, "bash"), new ParentProcess(1, "systemd")]);
    }

    [Fact]
    public void A_pid_that_was_given_to_another_process_is_not_the_same_process()
    {
        _proc.Add(30, "old", 0, 100);
        ProcessIdentity old = _table.Find(30).ShouldNotBeNull();
        _proc.Add(30, "new", 0, 999);

        _table.Find(30)!.Name.ShouldBe("new");
        _table.FindStarted(old.Key).ShouldBeSameAs(old);
        _table.FindStarted(new ProcessKey(30, 555)).ShouldBeNull();
        _table.IsAlive(old.Key).ShouldBeFalse();
    }

    [Fact]
    public void What_the_kernel_says_of_a_process_that_is_gone_is_kept_as_it_is()
    {
        _proc.Add(20, "sh", 0, 5);

        ProcessIdentity process = _table.Resolve(new ProcessSketch(new ProcessKey(31, 77), "short", 20, 33));

        (process.Name, process.UserName, process.Executable).ShouldBe(("short", "web", null));
        process.Parents.ShouldBe([new ParentProcess(20, "sh")]);
    }

    [Fact]
    public void A_pid_taken_by_somebody_else_lends_nothing_to_the_process_that_is_gone()
    {
        _proc.Add(31, "other", 0, 78, commandLine: "other\0", executable: "/bin/other");

        ProcessIdentity process = _table.Resolve(new ProcessSketch(new ProcessKey(31, 77), "short", 0, -1));

        (process.Name, process.CommandLine, process.Executable).ShouldBe(("short", null, null));
    }

    [Fact]
    public void A_child_that_is_gone_at_once_is_its_parent_but_for_the_pid()
    {
        _proc.Add(20, "server", 0, 5, commandLine: "server\0-x\0", group: "0::/system.slice/s.service\n", executable: "/sbin/server");
        var child = new ProcessSketch(new ProcessKey(40, 500), "server", 20, 33);
        _table.OnFork(child, new ProcessKey(20, 5));

        ProcessIdentity process = _table.Resolve(child);

        (process.Pid, process.Executable, process.CommandLine, process.Unit, process.UserName).ShouldBe((40, "/sbin/server", "server -x", "s.service", "web"));
        process.Parents.ShouldBe([new ParentProcess(20, "server")]);
        process.StartedAt.ShouldBe(Boot.AddSeconds(5));
    }

    [Fact]
    public void A_child_that_was_met_while_it_ended_has_from_its_parent_what_could_not_be_read_any_more()
    {
        _proc.Add(20, "server", 0, 5, commandLine: "server\0-x\0", group: "0::/system.slice/s.service\n", executable: "/sbin/server");
        _proc.Add(40, "worker", 20, 500, user: 33, group: "0::/system.slice/w.service\n");
        var child = new ProcessSketch(new ProcessKey(40, 500), "server", 20, 0);
        _table.FindStarted(child.Key).ShouldNotBeNull().Executable.ShouldBeNull();

        _table.OnFork(child, new ProcessKey(20, 5));

        ProcessIdentity process = _table.FindStarted(child.Key)!;
        (process.Name, process.Executable, process.CommandLine, process.Unit, process.UserName).ShouldBe(("worker", "/sbin/server", "server -x", "w.service", "web"));
        process.Parents.ShouldBe([new ParentProcess(20, "server")]);
    }

    [Fact]
    public void A_child_that_was_met_as_another_program_already_stays_that()
    {
        _proc.Add(20, "bash", 0, 5, commandLine: "bash\0", executable: "/bin/bash");
        _proc.Add(40, "curl", 20, 500, commandLine: "curl\0x\0", executable: "/usr/bin/curl");
        var child = new ProcessSketch(new ProcessKey(40, 500), "bash", 20, 0);
        ProcessIdentity met = _table.FindStarted(child.Key).ShouldNotBeNull();
        _table.OnFork(child, new ProcessKey(20, 5));
        _table.FindStarted(child.Key).ShouldBeSameAs(met);
    }

    [Fact]
    public void A_program_that_is_executed_replaces_what_was_inherited()
    {
        _proc.Add(20, "bash", 0, 5, commandLine: "bash\0", executable: "/bin/bash");
        var child = new ProcessSketch(new ProcessKey(41, 600), "bash", 20, 0);
        _table.OnFork(child, new ProcessKey(20, 5));
        _table.OnExec(child with { Name = "curl" }, "/usr/bin/curl", "curl -s x");

        ProcessIdentity process = _table.Resolve(child with { Name = "curl" });

        (process.Name, process.Executable, process.CommandLine).ShouldBe(("curl", "/usr/bin/curl", "curl -s x"));
        process.Parents.ShouldBe([new ParentProcess(20, "bash")]);
    }

    [Fact]
    public void Parents_that_go_round_in_circles_end()
    {
        _proc.Add(50, "a", 51, 1);
        _proc.Add(51, "b", 50, 2);
        _table.Find(50)!.Parents.Length.ShouldBeLessThanOrEqualTo(ProcessIdentity.MaxParents);
    }

    [Theory]
    [InlineData("")]
    [InlineData("30 no parentheses")]
    [InlineData("30 ) backwards ( S 1")]
    [InlineData("30 (x) S nonsense")]
    public void A_stat_file_that_makes_no_sense_is_no_process(string text)
    {
        _proc.Add(30, "x", 0, 1);
        File.WriteAllText(Path.Combine(_proc.Root, "30", "stat"), text);
        _table.Find(30).ShouldBeNull();
    }

    [Fact]
    public void Control_characters_of_a_process_do_not_reach_the_screen()
    {
        _proc.Add(30, "a\u001b[31m", 0, 1, commandLine: "x\0\u001b]0;title\u0007\u202eevil\0");
        ProcessIdentity process = _table.Find(30)!;
        process.Name.ShouldBe("a\uFFFD[31m");
        process.CommandLine.ShouldBe("x \uFFFD]0;title\uFFFD\uFFFDevil");
    }

    [Fact]
    public void A_very_long_command_line_is_cut()
    {
        _proc.Add(30, "x", 0, 1, commandLine: new string('a', 5000));
        _table.Find(30)!.CommandLine!.Length.ShouldBe(ProcessIdentity.MaxCommandLineLength);
    }
}
