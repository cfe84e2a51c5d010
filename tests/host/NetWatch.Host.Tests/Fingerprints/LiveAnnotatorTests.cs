using NetWatch.Host.Fingerprints;
using NetWatch.Host.Tests.EndToEnd;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Host.Tests.Fingerprints;

/// <summary>The database of fingerprints is exchanged while packets come.</summary>
public sealed class LiveAnnotatorTests : IDisposable
{
    const string Ja4 = "t13d1516h2_8daaf6152771_02713d6af862";

    readonly TemporaryFolder _folder = new();
    readonly LiveAnnotator _annotator = new(null);

    public void Dispose() => _folder.Dispose();

    string Database(string name, string application)
    {
        File.WriteAllText(_folder[name], $"ja4_fingerprint,application\n{Ja4},{application}\n");
        return _folder[name];
    }

    string? Name() => (_annotator.Annotate(new TlsClientHello { Ja4 = Ja4 }) as TlsClientApplication)?.Application;

    async Task Use(string path)
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnChanged(object? sender, EventArgs arguments) => changed.TrySetResult();
        _annotator.Changed += OnChanged;
        _annotator.Use(path);
        await changed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        _annotator.Changed -= OnChanged;
    }

    [Fact]
    public async Task A_database_is_loaded_exchanged_and_taken_away()
    {
        Name().ShouldBeNull();
        await Use(Database("first.csv", "First"));
        (Name(), _annotator.State).ShouldBe(("First", "1 fingerprint"));
        await Use(Database("second.csv", "Second"));
        Name().ShouldBe("Second");
        _annotator.Use(null);
        (Name(), _annotator.State).ShouldBe((null, ""));
    }

    [Fact]
    public async Task One_that_can_not_be_used_is_told_and_the_one_before_stays()
    {
        await Use(Database("first.csv", "First"));
        await Use(_folder["missing.csv"]);
        (_annotator.State, Name()).ShouldBe(("can't be used", "First"));
        _annotator.Fault.ShouldNotBeNull().ShouldStartWith(_folder["missing.csv"]);
    }
}
