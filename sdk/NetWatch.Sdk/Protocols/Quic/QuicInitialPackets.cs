using System.Diagnostics.CodeAnalysis;
using NetWatch.Sdk.Packets;

namespace NetWatch.Sdk.Protocols.Quic;

/// <summary>
/// Opens the Initial packets of a flow. Keys follow from a connection id that the client chose, and again from the one that a Retry gave
/// it, so a packet of the client that the keys at hand don't open is tried with its own (RFC 9001 §5.2). One object serves one flow at a
/// time, on one thread; it allocates only when it makes keys, which it does a bounded number of times.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Nothing of the system is held where the processor has AES; elsewhere finalizers let go of it.")]
public sealed class QuicInitialPackets
{
    // A client sends few first packets; only a flood of forged ones asks for more keys, and each set is some work.
    const int MaxDerivations = 8;

    readonly byte[] _firstId = new byte[QuicLongHeader.MaxConnectionId];
    int _firstIdLength;
    int _derivations;

    // Those in use, and those that the next ones are derived in. Kept for the next flow: their keys are no secret.
    QuicInitialKeys _keys = new();
    QuicInitialKeys? _spare;
    QuicVersion _version;

    /// <summary>Which direction the client sends in; meaningful once <see cref="HasKeys"/>.</summary>
    public FlowDirection Client { get; private set; }

    /// <summary>Whether any packet was opened.</summary>
    public bool HasKeys { get; private set; }

    /// <summary>
    /// How often a packet of the client was opened with a connection id of its own: 1 with the first, one more after a Retry and for another
    /// connection on the same ports. Its CRYPTO stream begins anew each time (RFC 9000 §17.2.5.2).
    /// </summary>
    public int Beginnings { get; private set; }

    /// <summary>Lets go of the keys, for another flow.</summary>
    public void Reset()
    {
        Beginnings = 0;
        HasKeys = false;
        _derivations = 0;
    }

    /// <summary>Opens a packet.</summary>
    /// <param name="header">Its header; a whole Initial with <see cref="QuicVersion.HasStandardHeader"/>.</param>
    /// <param name="packet">The packet to its end.</param>
    /// <param name="direction">Where it came from.</param>
    /// <param name="plaintext">Takes its frames; as long as the packet is enough.</param>
    /// <param name="isClient">Whether the client made it.</param>
    /// <returns>How many bytes of frames there are; −1 when no key fits.</returns>
    public int Open(in QuicLongHeader header, ReadOnlySpan<byte> packet, FlowDirection direction, Span<byte> plaintext, out bool isClient)
    {
        isClient = direction == Client;
        if (HasKeys)
        {
            if (header.Version == _version && TryOpen(_keys, isClient, header, packet, plaintext, out int length)) return length;
            // The server may move to another version that it knows the client has (RFC 9368 §2.3); the id stays that of the first packet.
            if (header.Version != _version && TryKeys(header.Version, _firstId.AsSpan(0, _firstIdLength), isClient, header, packet, plaintext, out length))
                return length;
            if (!isClient) return -1;
        }

        if (!TryKeys(header.Version, header.DestinationId, isClient: true, header, packet, plaintext, out int found)) return -1;
        header.DestinationId.CopyTo(_firstId);
        _firstIdLength = header.DestinationId.Length;
        Client = direction;
        Beginnings++;
        isClient = true;
        return found;
    }

    // A client that tests with a reserved version whether it is turned down (RFC 9000 §15) takes the salt of another, by its library.
    bool TryKeys(QuicVersion version, ReadOnlySpan<byte> id, bool isClient, in QuicLongHeader header, ReadOnlySpan<byte> packet, Span<byte> plaintext, out int length) =>
        version.IsReserved
            ? TryKeysOf(new QuicVersion(QuicVersion.One), id, isClient, header, packet, plaintext, out length)
                || TryKeysOf(new QuicVersion(QuicVersion.Draft29), id, isClient, header, packet, plaintext, out length)
            : TryKeysOf(version, id, isClient, header, packet, plaintext, out length);

    bool TryKeysOf(QuicVersion version, ReadOnlySpan<byte> id, bool isClient, in QuicLongHeader header, ReadOnlySpan<byte> packet, Span<byte> plaintext, out int length)
    {
        length = -1;
        if (_derivations >= MaxDerivations) return false;
        _derivations++;
        QuicInitialKeys keys = HasKeys ? _spare ??= new QuicInitialKeys() : _keys;
        if (!keys.TrySet(version, id) || !TryOpen(keys, isClient, header, packet, plaintext, out length)) return false;
        if (HasKeys) (_keys, _spare) = (keys, _keys);
        HasKeys = true;
        _version = header.Version;
        return true;
    }

    static bool TryOpen(QuicInitialKeys keys, bool isClient, in QuicLongHeader header, ReadOnlySpan<byte> packet, Span<byte> plaintext, out int length) =>
        (isClient ? keys.Client : keys.Server).TryOpen(packet, header.PacketNumberOffset, plaintext, out _, out length);
}
