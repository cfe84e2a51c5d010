using System.Globalization;
using NetWatch.Engine.Flows;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Host.Fingerprints;

/// <summary>Names clients by a database that may be exchanged while packets come. Any thread.</summary>
sealed class LiveAnnotator(IFactAnnotator? first) : IFactAnnotator
{
    IFactAnnotator? _current = first;
    string? _loading, _fault;
    int _count = (first as Ja4Database)?.Count ?? 0;

    /// <summary>The database is another one, or it can't be used. Raised on any thread.</summary>
    internal event EventHandler? Changed;

    /// <summary>Why the last database can't be used, in a sentence; null when it can.</summary>
    internal string? Fault => Volatile.Read(ref _fault);

    /// <summary>How it stands, in a few words.</summary>
    internal string State =>
        Volatile.Read(ref _loading) is not null ? "loading" :
        Fault is not null ? "can't be used" :
        Volatile.Read(ref _current) is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{Volatile.Read(ref _count):N0} fingerprint{(_count == 1 ? "" : "s")}");

    /// <summary>Loads another database on a thread of its own, and uses it from then on; null for none.</summary>
    internal void Use(string? path)
    {
        Volatile.Write(ref _loading, path);
        Volatile.Write(ref _fault, null);
        if (path is null) Volatile.Write(ref _current, null);
        else new Thread(() => Load(path)) { IsBackground = true, Name = "JA4 database" }.Start();
    }

    void Load(string path)
    {
        try
        {
            Ja4Database loaded = Ja4Database.Load(path);
            // The user may have thought again meanwhile.
            if (Interlocked.CompareExchange(ref _loading, null, path) != path) return;
            Volatile.Write(ref _count, loaded.Count);
            Volatile.Write(ref _current, loaded);
        }
        catch (Ja4DatabaseException error)
        {
            if (Interlocked.CompareExchange(ref _loading, null, path) != path) return;
            Volatile.Write(ref _fault, error.Message);
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <inheritdoc/>
    public Fact? Annotate(Fact fact) => Volatile.Read(ref _current)?.Annotate(fact);
}
