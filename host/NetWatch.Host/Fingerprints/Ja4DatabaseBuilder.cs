using System.Buffers;

namespace NetWatch.Host.Fingerprints;

/// <summary>Puts the entries of a database together by fingerprint: the best name first.</summary>
sealed class Ja4DatabaseBuilder
{
    /// <summary>Fingerprints kept; the public database has some hundred thousand entries for far fewer of them.</summary>
    internal const int MaxFingerprints = 500_000;

    /// <summary>Characters kept of a name.</summary>
    internal const int MaxName = 160;

    const int MaxOthers = 4;
    const int FingerprintLength = 36;

    static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    readonly Dictionary<string, List<Candidate>> _candidates = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Entries without a JA4 fingerprint, which are of the other kinds, or without any name.</summary>
    internal int Skipped { get; private set; }

    /// <summary>Whether there were more fingerprints than are kept.</summary>
    internal bool IsFull { get; private set; }

    internal void Add(Ja4Row row)
    {
        if (row[Ja4Field.Fingerprint] is not { } fingerprint || !IsFingerprint(fingerprint) || NameField(row) is not { } field)
        {
            Skipped++;
            return;
        }

        if (!_candidates.TryGetValue(fingerprint, out List<Candidate>? candidates))
        {
            IsFull = _candidates.Count >= MaxFingerprints;
            if (IsFull) return;
            _candidates[fingerprint] = candidates = new List<Candidate>(1);
        }

        Merge(candidates, new Candidate(Intern(row[field]!), field, row.IsVerified, row.Observations));
    }

    internal Dictionary<string, Ja4Client> Build()
    {
        var clients = new Dictionary<string, Ja4Client>(_candidates.Count, StringComparer.Ordinal);
        foreach ((string fingerprint, List<Candidate> candidates) in _candidates)
        {
            Candidate best = candidates[0];
            clients[fingerprint] = new Ja4Client(best.Name, Ja4Row.NameOf(best.Field), best.IsVerified, [.. candidates.Skip(1).Select(other => other.Name)]);
        }

        return clients;
    }

    /// <summary>Whether a text is a JA4 fingerprint: protocol, version, server name, counts and ALPN, two hashes (FoxIO's description of JA4).</summary>
    internal static bool IsFingerprint(ReadOnlySpan<char> text) =>
        text.Length == FingerprintLength && text[0] is 't' or 'q' or 'd' && text[3] is 'd' or 'i' && text[10] == '_' && text[23] == '_'
        && text[4..8].IndexOfAnyExceptInRange('0', '9') < 0 && IsHex(text[11..23]) && IsHex(text[24..]);

    static bool IsHex(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(HexDigits) < 0;

    // A short list in order, best first; the same name is one candidate with all its observations.
    static void Merge(List<Candidate> candidates, Candidate added)
    {
        int same = candidates.FindIndex(known => known.Name == added.Name);
        if (same >= 0)
        {
            Candidate known = candidates[same];
            Ja4Field field = known.Field < added.Field ? known.Field : added.Field;
            added = new Candidate(known.Name, field, known.IsVerified || added.IsVerified, known.Observations + added.Observations);
            candidates.RemoveAt(same);
        }

        int place = candidates.FindIndex(known => added.IsBetterThan(known));
        candidates.Insert(place < 0 ? candidates.Count : place, added);
        if (candidates.Count > MaxOthers + 1) candidates.RemoveAt(candidates.Count - 1);
    }

    static Ja4Field? NameField(Ja4Row row)
    {
        for (Ja4Field field = Ja4Field.Application; field <= Ja4Field.UserAgent; field++)
        {
            if (row[field] is not null) return field;
        }

        return null;
    }

    string Intern(string name)
    {
        if (name.Length > MaxName) name = name[..MaxName] + "…";
        if (_names.TryGetValue(name, out string? known)) return known;
        return _names[name] = name;
    }

    readonly record struct Candidate(string Name, Ja4Field Field, bool IsVerified, long Observations)
    {
        internal bool IsBetterThan(Candidate other)
        {
            if (IsVerified != other.IsVerified) return IsVerified;
            return Field != other.Field ? Field < other.Field : Observations > other.Observations;
        }
    }
}
