using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace NetWatch.Plugins.TlsDecryption.Keys;

/// <summary>
/// Master secrets of TLS 1.2 and before by session id and by ticket, for connections that resume a session whose key was logged with its
/// first connection only. Shared by all packet threads.
/// </summary>
sealed class SessionCache
{
    const int Limit = 16_384;

    readonly ConcurrentDictionary<string, byte[]> _masters = new(StringComparer.Ordinal);
    readonly ConcurrentQueue<string> _order = new();
    volatile bool _hasAny;

    /// <summary>Whether any master secret is known.</summary>
    internal bool HasAny => _hasAny;

    internal void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> master)
    {
        if (name.IsEmpty || !_masters.TryAdd(Key(name), master.ToArray())) return;
        _hasAny = true;
        _order.Enqueue(Key(name));
        while (_masters.Count > Limit && _order.TryDequeue(out string? oldest)) _masters.TryRemove(oldest, out _);
    }

    /// <summary>The master secret of a session, or null. A copy: who takes it wipes it in the end, and the session may be resumed again.</summary>
    internal byte[]? Find(ReadOnlySpan<byte> name) => TryFind(name, out byte[]? master) ? master.ToArray() : null;

    /// <summary>Whether the master secret of a session is known.</summary>
    internal bool Knows(ReadOnlySpan<byte> name) => TryFind(name, out _);

    // Most runs know no master secret at all, and need not hash every ticket to find that out.
    bool TryFind(ReadOnlySpan<byte> name, [NotNullWhen(true)] out byte[]? master)
    {
        master = null;
        return !name.IsEmpty && _hasAny && _masters.TryGetValue(Key(name), out master);
    }

    // Tickets are long; a hash of one is as good as the ticket.
    static string Key(ReadOnlySpan<byte> name) => Convert.ToHexString(name.Length > 32 ? SHA256.HashData(name) : name);
}
