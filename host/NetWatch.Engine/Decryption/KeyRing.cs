using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using NetWatch.Engine.Files;
using NetWatch.Sdk.Decryption;

namespace NetWatch.Engine.Decryption;

/// <summary>
/// Holds what key logs say. Filled by the threads that read key logs and capture files, under a lock; packet threads read without one.
/// </summary>
public sealed class KeyRing : IKeyRing
{
    /// <summary>How many identifiers (connections) are kept unless the owner says otherwise.</summary>
    public const int DefaultCapacity = 262_144;

    // A connection has some ten labels; a hostile log may repeat one identifier for ever.
    const int MaxSecretsPerIdentifier = 64;

    const int MaxSharedLabels = 256;

    readonly Lock _gate = new();
    readonly int _capacity;
    readonly HashSet<string> _labels = new(StringComparer.Ordinal);
    readonly Queue<byte[]> _order = new();
    readonly ConcurrentDictionary<byte[], Bundle> _secrets = new(new IdentifierComparer());
    int _generation;
    volatile bool _isActive;
    bool _isOpen = true;

    // What is filed under something else than the hello is found only later in the handshake.
    volatile bool _hasOtherIdentifiers;

    /// <summary>Makes an empty ring.</summary>
    /// <param name="capacity">How many identifiers are kept; the oldest go first.</param>
    public KeyRing(int capacity = DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

    // Made where it is needed: it is compiled when it is, and most runs have no key.
    ConcurrentDictionary<byte[], Bundle>.AlternateLookup<ReadOnlySpan<byte>> Lookup => _secrets.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <inheritdoc/>
    public int Generation => Volatile.Read(ref _generation);

    /// <summary>Whether decryption is worth an attempt: a source of keys is configured, or secrets have come. Once true it stays so.</summary>
    public bool IsActive => _isActive;

    /// <summary>
    /// How many connections are kept ready for keys though no source of keys is known yet: the newest. 0 where none can become known. Set before the
    /// first packet.
    /// </summary>
    public int ReadyConnections { get; set; }

    /// <summary>Whether a connection may be decrypted now or later.</summary>
    public bool MayServe => _isActive || ReadyConnections > 0;

    /// <summary>What the sources brought and what was not taken. Any thread.</summary>
    public KeyRingCounters Counters { get; } = new();

    /// <inheritdoc/>
    public bool MayGrow => _isOpen || CaptureBringsMore;

    /// <summary>Whether the capture that is read has brought secrets and may bring more. Set on the thread that reads it.</summary>
    public bool CaptureBringsMore { get; set; }

    /// <inheritdoc/>
    public long MaxWaitingBytes { get; init; } = 64L << 20;

    /// <inheritdoc/>
    public int MaxWaitingBytesPerDirection { get; init; } = 1 << 20;


    /// <summary>Says that no source brings secrets later than the packets they are for. Called before the first packet.</summary>
    public void Close() => _isOpen = false;

    /// <summary>
    /// Whether the capture that is read brings no secrets that are not in the ring yet, so that a closed ring is complete. Set on the thread that
    /// reads it.
    /// </summary>
    public bool HasAllOfCapture { get; set; }

    /// <summary>
    /// Reads the secrets that the capture brings further on, or null where that can't be. Called once, on the thread that reads the capture, when the
    /// first flow is met that they may be for.
    /// </summary>
    public Action? ReadAhead { get; set; }

    /// <summary>Has the secrets read that the capture brings further on.</summary>
    internal void LookAhead()
    {
        if (ReadAhead is not { } read) return;
        ReadAhead = null;
        read();
    }

    /// <summary>Whether all secrets are known, and all filed under the hello of their connection.</summary>
    internal bool IsComplete => !MayGrow && HasAllOfCapture && !_hasOtherIdentifiers;

    /// <inheritdoc/>
    public bool IsHopeless(ReadOnlySpan<byte> clientRandom) =>
        IsComplete && (_secrets.IsEmpty || !Lookup.ContainsKey(clientRandom));

    /// <summary>How many identifiers are in the ring.</summary>
    public int Count => _secrets.Count;

    /// <summary>Says that a source of keys is configured, so that flows are kept ready for keys that come later.</summary>
    public void Activate() => _isActive = true;

    /// <inheritdoc/>
    public bool TryFind(string label, ReadOnlySpan<byte> identifier, out ReadOnlyMemory<byte> secret)
    {
        if (Lookup.TryGetValue(identifier, out Bundle? bundle))
        {
            foreach (Entry entry in bundle.Entries)
            {
                if (entry.Label != label) continue;
                bundle.IsUsed = true;
                secret = entry.Secret;
                return true;
            }
        }

        secret = default;
        return false;
    }

    /// <inheritdoc/>
    public void CountGivenUp(long bytes) => Counters.AddGivenUp(bytes);

    /// <summary>Adds a secret. The first of a label and identifier stands. Any thread; <see cref="Publish"/> makes a batch known.</summary>
    internal void Add(string label, byte[] identifier, byte[] secret)
    {
        lock (_gate)
        {
            Bundle bundle = _secrets.GetValueOrDefault(identifier) ?? new Bundle();
            foreach (Entry entry in bundle.Entries)
            {
                if (entry.Label == label) return;
            }

            if (bundle.Entries.Length >= MaxSecretsPerIdentifier)
            {
                Counters.NotKept++;
                return;
            }

            if (label is KeyLogLabels.Rsa or KeyLogLabels.RsaSession) _hasOtherIdentifiers = true;
            bool isNew = bundle.Entries.IsEmpty;
            bundle.Entries = bundle.Entries.Add(new Entry(Shared(label), secret));
            if (isNew)
            {
                MakeRoom(identifier);
                _secrets[identifier] = bundle;
            }

            Counters.Secrets++;
        }
    }

    // One string for each label, however many lines; a hostile log may bring any number of labels.
    string Shared(string label)
    {
        if (_labels.TryGetValue(label, out string? shared)) return shared;
        if (_labels.Count < MaxSharedLabels) _labels.Add(label);
        return label;
    }

    void MakeRoom(byte[] identifier)
    {
        if (_order.Count >= _capacity && _order.TryDequeue(out byte[]? oldest) && _secrets.TryRemove(oldest, out Bundle? gone))
            Counters.NotKept += gone.Entries.Length;
        _order.Enqueue(identifier);
    }

    /// <summary>Takes the secrets that a capture file carries; other kinds than key log lines are left alone.</summary>
    public void Add(CaptureFileSecrets secrets)
    {
        if (secrets.Type != CaptureFileSecrets.TlsKeyLog) return;
        var reader = new KeyLogReader(this);
        reader.Read(secrets.Data.Span);
        reader.Complete();
    }

    /// <summary>Tells packet threads that secrets were added.</summary>
    internal void Publish()
    {
        _isActive = true;
        Interlocked.Increment(ref _generation);
    }

    /// <summary>
    /// The secrets of the connections that were looked up and found, as lines of a key log: what a capture of these packets needs to be
    /// decrypted, and nothing that others could be decrypted with. Any thread.
    /// </summary>
    public string ExportUsed()
    {
        var text = new StringBuilder();
        foreach ((byte[] identifier, Bundle bundle) in _secrets)
        {
            if (!bundle.IsUsed) continue;
            string id = Convert.ToHexStringLower(identifier);
            foreach (Entry entry in bundle.Entries)
            {
                string secret = Convert.ToHexStringLower(entry.Secret);
                text.Append(entry.Label == KeyLogLabels.RsaSession ? $"RSA Session-ID:{id} Master-Key:{secret}\n" : $"{entry.Label} {id} {secret}\n");
            }
        }

        return text.ToString();
    }

    // An immutable array is one reference wide, so readers see it before or after a change.
    sealed class Bundle
    {
        internal ImmutableArray<Entry> Entries = [];
        internal volatile bool IsUsed;
    }

    readonly record struct Entry(string Label, byte[] Secret);

    sealed class IdentifierComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
