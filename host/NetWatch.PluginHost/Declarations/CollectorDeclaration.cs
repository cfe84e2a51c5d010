namespace NetWatch.PluginHost.Declarations;

/// <summary>A collector, at its own cadence or on demand.</summary>
public sealed record CollectorDeclaration(ExtensionKind Kind, string Id, string TypeName, string Snapshot) : ExtensionDeclaration(Kind, Id, TypeName)
{
    /// <summary>How often it runs unless the user wants otherwise, in milliseconds.</summary>
    public int CadenceMilliseconds { get; init; } = 1000;

    /// <summary>Whether it also runs while a capture file is shown.</summary>
    public bool ReadsFiles { get; init; }

    /// <summary>The keys of its section in the configuration.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>The keys of its section that may change while the program runs.</summary>
    public IReadOnlyList<CollectorSetting> LiveSettings { get; init; } = [];

    /// <summary>Full name of the snapshot type, without its assembly.</summary>
    public string SnapshotName => Snapshot.IndexOf(',', StringComparison.Ordinal) is >= 0 and var comma ? Snapshot[..comma] : Snapshot;

    /// <summary>Whether the type is of another assembly, so that several plugins could claim it.</summary>
    public bool IsSharedSnapshot => Snapshot.Contains(',', StringComparison.Ordinal);

    public bool Equals(CollectorDeclaration? other) => other is not null && base.Equals(other) && Snapshot == other.Snapshot
        && CadenceMilliseconds == other.CadenceMilliseconds && ReadsFiles == other.ReadsFiles && Settings.SequenceEqual(other.Settings)
        && LiveSettings.SequenceEqual(other.LiveSettings);

    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Snapshot, CadenceMilliseconds, ReadsFiles);
}
