using System.Buffers;
using System.Text;
using NetWatch.Sdk.Decryption;

namespace NetWatch.Engine.Decryption;

/// <summary>
/// Reads a key log that comes in pieces cut anywhere: lines of <c>LABEL identifier secret</c> in hex (RFC 9850 §2), comments, and the older
/// <c>RSA Session-ID:… Master-Key:…</c>. What is malformed is counted and passed over.
/// </summary>
public sealed class KeyLogReader(KeyRing ring)
{
    /// <summary>So many bytes without one secret, and it is something else than a key log.</summary>
    internal const long MostInVain = 16 << 20;

    const int MaxLine = 4096;
    const int MaxLabel = 64;
    const int MaxSecret = 256;
    const int MaxIdentifier = 64;

    static readonly SearchValues<byte> LabelBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"u8);

    readonly byte[] _line = new byte[MaxLine];
    int _length;
    bool _isTooLong;
    long _inVain;

    /// <summary>Lines with a secret so far.</summary>
    public long Secrets { get; private set; }

    /// <summary>Lines so far that are no key log lines.</summary>
    public long Malformed { get; private set; }

    /// <summary>Whether there was no secret for so long that none will come.</summary>
    public bool IsVain => _inVain > MostInVain;

    /// <summary>Takes the next bytes. A line counts once its end was seen.</summary>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        bool isNew = false;
        _inVain += bytes.Length;
        while (!bytes.IsEmpty)
        {
            int end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
            ReadOnlySpan<byte> part = end < 0 ? bytes : bytes[..end];
            if (_length + part.Length > MaxLine) _isTooLong = true;
            else part.CopyTo(_line.AsSpan(_length));
            if (!_isTooLong) _length += part.Length;
            if (end < 0) break;
            isNew |= EndLine();
            bytes = bytes[(end + 1)..];
        }

        if (isNew) ring.Publish();
    }

    /// <summary>The log is complete: a last line without an end counts too.</summary>
    public void Complete()
    {
        if (EndLine()) ring.Publish();
    }

    /// <summary>Forgets a line that was begun: the file was replaced or cut.</summary>
    public void Restart()
    {
        StartLine();
        _inVain = 0;
    }

    void StartLine() => (_length, _isTooLong) = (0, false);

    bool EndLine()
    {
        ReadOnlySpan<byte> line = _line.AsSpan(0, _length).Trim(" \t"u8);
        bool isTooLong = _isTooLong;
        StartLine();
        if (!isTooLong && (line.IsEmpty || line[0] == '#')) return false;
        if (!isTooLong && TryAdd(line))
        {
            _inVain = 0;
            Secrets++;
            return true;
        }

        Malformed++;
        ring.Counters.Malformed++;
        return false;
    }

    bool TryAdd(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> label = Word(ref line), identifier = Word(ref line), secret = Word(ref line);
        if (!line.IsEmpty || label.Length is 0 or > MaxLabel || label.ContainsAnyExcept(LabelBytes)) return false;
        ReadOnlySpan<byte> session = "Session-ID:"u8, master = "Master-Key:"u8;
        bool isSession = label.SequenceEqual("RSA"u8) && identifier.StartsWith(session) && secret.StartsWith(master);
        if (isSession)
        {
            identifier = identifier[session.Length..];
            secret = secret[master.Length..];
        }

        if (Bytes(identifier, MaxIdentifier) is not { } id || Bytes(secret, MaxSecret) is not { } key) return false;
        ring.Add(isSession ? KeyLogLabels.RsaSession : Encoding.ASCII.GetString(label), id, key);
        return true;
    }

    static ReadOnlySpan<byte> Word(ref ReadOnlySpan<byte> line)
    {
        int end = line.IndexOfAny((byte)' ', (byte)'\t');
        ReadOnlySpan<byte> word = end < 0 ? line : line[..end];
        line = end < 0 ? [] : line[end..].TrimStart(" \t"u8);
        return word;
    }

    static byte[]? Bytes(ReadOnlySpan<byte> hex, int most)
    {
        if (hex.IsEmpty || (hex.Length & 1) != 0 || hex.Length > 2 * most) return null;
        byte[] bytes = new byte[hex.Length / 2];
        return Convert.FromHexString(hex, bytes, out _, out _) == OperationStatus.Done ? bytes : null;
    }
}
