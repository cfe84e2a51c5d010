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
        new KeyLogFile("/dev/zero", _ring).Poll();
        _ring.Count.ShouldBe(0);
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
