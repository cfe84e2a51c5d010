using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols.Tls;

/// <summary>
/// Walks the extensions of a hello (RFC 8446 §4.2) without copying. Stops at the first one that does not fit, so it copes with
/// cut and hostile bytes. Lives as long as the bytes it was given.
/// </summary>
public ref struct TlsExtensionReader
{
    ByteReader _reader;

    /// <summary>Starts at the first extension.</summary>
    /// <param name="extensions">The extensions without the length in front of them.</param>
    public TlsExtensionReader(ReadOnlySpan<byte> extensions) => _reader = new ByteReader(extensions);

    /// <summary>Whether everything was read: false before the end, and false for good when an extension does not fit.</summary>
    public readonly bool IsAtEnd => _reader.Remaining == 0;

    /// <summary>Position of the next extension in the bytes given.</summary>
    public readonly int Position => _reader.Position;

    /// <summary>The bytes from the next extension on, for what a cut extension still shows.</summary>
    public readonly ReadOnlySpan<byte> Rest => _reader.Rest;

    /// <summary>Takes the next extension; false at the end or when it does not fit.</summary>
    /// <param name="type">Its type, GREASE values included.</param>
    /// <param name="data">Its bytes, maybe none.</param>
    public bool TryRead(out ushort type, out ReadOnlySpan<byte> data)
    {
        ByteReader attempt = _reader;
        if (!attempt.TryReadUInt16(out type) || !attempt.TryReadVector16(out data))
        {
            data = default;
            return false;
        }

        _reader = attempt;
        return true;
    }
}
