using NetWatch.Engine.Decryption;

namespace NetWatch.Engine.Tests.Decryption;

/// <summary>A key log is followed through everything that writers do to files.</summary>
public sealed class KeyLogFileTests : IDisposable
{
    readonly string _path = Path.Combine(Path.GetTempPath(), $"netwatch-keys-{Guid.NewGuid():N}");
    readonly KeyRing _ring = new();
    readonly KeyLogFile _file;

    public KeyLogFileTests() => _file = new KeyLogFile(_path, _ring);

    public void Dispose() => File.Delete(_path);

    static string Line(char digit) => $"CLIENT_RANDOM {new string(digit, 64)} {new string(digit, 96)}\n";

    bool Has(char digit) => _ring.TryFind("CLIENT_RANDOM", Convert.FromHexString(new string(digit, 64)), out _);

    [Fact]
    public void A_file_that_is_created_later_is_read_then()
    {
        _file.Poll().ShouldBeFalse();
        _file.Fault.ShouldBeNull();
        File.WriteAllText(_path, Line('a'));
        _file.Poll().ShouldBeTrue();
        Has('a').ShouldBeTrue();
    }

    [Fact]
    public void What_is_appended_is_read_and_half_a_line_waits_for_the_other_half()
    {
        File.WriteAllText(_path, Line('a') + Line('b')[..40]);
        _file.Poll();
        int generation = _ring.Generation;
        Has('b').ShouldBeFalse();
        File.AppendAllText(_path, Line('b')[40..]);
        _file.Poll();
        Has('b').ShouldBeTrue();
        _ring.Generation.ShouldBe(generation + 1);
        _ring.Counters.Malformed.ShouldBe(0);
    }

    [Fact]
    public void A_file_that_was_cut_is_read_from_its_beginning()
    {
        File.WriteAllText(_path, Line('a') + Line('b'));
        _file.Poll();
        File.WriteAllText(_path, Line('c'));
        _file.Poll();
        Has('c').ShouldBeTrue();
    }

    [Fact]
    public void A_file_that_was_replaced_by_a_longer_one_is_read_from_its_beginning()
    {
        File.WriteAllText(_path, Line('a'));
        _file.Poll();
        File.Delete(_path);
        File.WriteAllText(_path, Line('c') + Line('d') + Line('e'));
        _file.Poll();
        (Has('c'), Has('d'), Has('e')).ShouldBe((true, true, true));
    }

    [Fact]
    public void A_file_that_did_not_change_is_not_read_again()
    {
        File.WriteAllText(_path, Line('a'));
        _file.Poll();
        int generation = _ring.Generation;
        for (int i = 0; i < 10; i++) _file.Poll().ShouldBeTrue();
        _ring.Generation.ShouldBe(generation);
    }

    [Fact]
    public void A_folder_is_refused_in_words()
    {
        var file = new KeyLogFile(Path.GetTempPath(), _ring);
        file.Poll().ShouldBeFalse();
        file.Fault.ShouldNotBeNull().ShouldContain("folder");
    }

    [Fact]
    public void A_device_that_never_ends_is_not_read()
    {
        if (!OperatingSystem.IsLinux()) return;
        var file = new KeyLogFile("/dev/zero", _ring);
        file.Poll().ShouldBeFalse();
        file.Fault.ShouldBe("is a device");
    }

    [Fact]
    public async Task A_pipe_without_a_writer_holds_nobody_up()
    {
        if (!OperatingSystem.IsLinux()) return;
        MakePipe(_path);
        (await Task.Run(_file.Poll).WaitAsync(TimeSpan.FromSeconds(20))).ShouldBeFalse("opening it must not wait for a writer");
        _file.Fault.ShouldNotBeNull().ShouldContain("pipe");
    }

    static void MakePipe(string path)
    {
        using var make = System.Diagnostics.Process.Start("mkfifo", path);
        make.WaitForExit();
        make.ExitCode.ShouldBe(0);
    }

    [Fact]
    public void A_link_that_leads_to_itself_is_refused_in_words_and_not_waited_for()
    {
        File.CreateSymbolicLink(_path, _path);
        _file.Poll().ShouldBeFalse();
        _file.Fault.ShouldNotBeNull().ShouldContain("symbolic link");
    }

    [Fact]
    public void A_folder_in_the_way_that_is_a_file_is_refused_and_not_waited_for()
    {
        File.WriteAllText(_path, "");
        var file = new KeyLogFile(_path + "/keys.log", _ring);
        file.Poll().ShouldBeFalse();
        file.Fault.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void What_is_no_name_is_refused(string name)
    {
        var file = new KeyLogFile(name, _ring);
        file.Poll().ShouldBeFalse();
        file.Fault.ShouldNotBeNull();
    }

    [Fact]
    public void What_holds_no_secret_for_long_is_no_key_log_and_is_not_read_to_its_end()
    {
        using (FileStream zeros = File.Create(_path)) zeros.SetLength(10L << 30);
        _file.Poll().ShouldBeFalse();
        _file.Fault.ShouldNotBeNull().ShouldContain("16 MiB");
        _file.Position.ShouldBeLessThan(17 << 20);
        _file.Poll().ShouldBeFalse();
        _file.Position.ShouldBeLessThan(17 << 20);
        File.WriteAllText(_path, Line('a'));
        _file.Poll().ShouldBeTrue("it was cut and is another file now");
        _file.Fault.ShouldBeNull();
        Has('a').ShouldBeTrue();
    }

    [Fact]
    public void What_was_read_is_counted()
    {
        File.WriteAllText(_path, Line('a') + "# a comment\nno line of a key log\n" + Line('b'));
        _file.Poll();
        _file.Lines.ShouldBe((2, 1));
        _file.Position.ShouldBe(new FileInfo(_path).Length);
        _file.Written.ShouldBe(File.GetLastWriteTimeUtc(_path));
    }

    [Fact]
    public void Only_the_secrets_that_were_asked_for_leave_the_ring()
    {
        File.WriteAllText(_path, Line('a') + Line('b'));
        _file.Poll();
        Has('b').ShouldBeTrue();
        _ring.ExportUsed().ShouldBe(Line('b'));
    }
}
