using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Quic;

namespace NetWatch.Plugins.Quic;

/// <summary>The version of a connection and the connection ids of its first packet.</summary>
sealed class ConnectionFact : Fact
{
    // The destination and the source connection id as hex digits.
    readonly byte[] _ids;
    readonly int _destinationLength;

    internal ConnectionFact(QuicVersion version, ReadOnlySpan<byte> destination, ReadOnlySpan<byte> source)
    {
        Version = version;
        _destinationLength = 2 * destination.Length;
        _ids = new byte[_destinationLength + 2 * source.Length];
        Write(destination, _ids);
        Write(source, _ids.AsSpan(_destinationLength));
    }

    internal QuicVersion Version { get; }

    /// <inheritdoc/>
    public override string Protocol => "quic";

    /// <inheritdoc/>
    public override string Kind => "connection";

    /// <inheritdoc/>
    public override string Summary => $"QUIC {Version}";

    /// <inheritdoc/>
    public override void WriteTo(IFactWriter writer)
    {
        writer.Text("version", Version.EveName);
        if (_destinationLength > 0) writer.Utf8("dcid", _ids.AsSpan(0, _destinationLength));
        if (_ids.Length > _destinationLength) writer.Utf8("scid", _ids.AsSpan(_destinationLength));
    }

    static void Write(ReadOnlySpan<byte> id, Span<byte> digits)
    {
        ReadOnlySpan<byte> all = "0123456789abcdef"u8;
        for (int i = 0; i < id.Length; i++)
        {
            digits[2 * i] = all[id[i] >> 4];
            digits[2 * i + 1] = all[id[i] & 15];
        }
    }
}
