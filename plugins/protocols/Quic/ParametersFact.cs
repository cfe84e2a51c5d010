using System.Buffers.Binary;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Quic;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.Quic;

/// <summary>What of the client's transport parameters tells clients apart or explains what they do (RFC 9000 §18.2).</summary>
sealed class ParametersFact : Fact
{
    const int MaxParameters = 64;
    const int MaxVersions = 32;

    long _maxIdleTimeout = -1, _maxUdpPayload = -1, _initialMaxData = -1, _initialMaxStreams = -1, _maxDatagram = -1;
    string? _userAgent;
    IReadOnlyList<string> _versions = [];

    /// <inheritdoc/>
    public override string Protocol => "quic";

    /// <inheritdoc/>
    public override string Kind => "client_parameters";

    /// <inheritdoc/>
    public override string Summary => _userAgent is null ? "Transport parameters" : $"Transport parameters of {_userAgent}";

    /// <summary>Reads the parameters of a hello, or returns null when it has none of those.</summary>
    internal static ParametersFact? Of(in ClientHelloView hello)
    {
        if (!QuicTransportParameters.TryFind(hello, out QuicTransportParameters parameters)) return null;
        var fact = new ParametersFact();
        for (int i = 0; i < MaxParameters && parameters.TryRead(out ulong id, out ReadOnlySpan<byte> value); i++) fact.Take(id, value);
        return fact.IsEmpty ? null : fact;
    }

    // Up to draft 26 they had another form, in which nothing of this is found.
    bool IsEmpty => _userAgent is null && _versions.Count == 0
        && (_maxIdleTimeout & _maxUdpPayload & _initialMaxData & _initialMaxStreams & _maxDatagram) < 0;

    void Take(ulong id, ReadOnlySpan<byte> value)
    {
        switch (id)
        {
            case QuicTransportParameters.MaxIdleTimeout: _maxIdleTimeout = Number(value); break;
            case QuicTransportParameters.MaxUdpPayloadSize: _maxUdpPayload = Number(value); break;
            case QuicTransportParameters.InitialMaxData: _initialMaxData = Number(value); break;
            case QuicTransportParameters.InitialMaxStreams: _initialMaxStreams = Number(value); break;
            case QuicTransportParameters.MaxDatagramFrameSize: _maxDatagram = Number(value); break;
            case QuicTransportParameters.GoogleUserAgent: _userAgent = HelloFacts.Text(value); break;
            case QuicTransportParameters.VersionInformation: _versions = Versions(value); break;
            default: break;
        }
    }

    static long Number(ReadOnlySpan<byte> value) => QuicTransportParameters.TryReadNumber(value, out ulong number) ? (long)number : -1;

    // RFC 9368 §3: the version chosen, then those that would do as well.
    static List<string> Versions(ReadOnlySpan<byte> value)
    {
        var versions = new List<string>();
        for (int at = 4; at + 4 <= value.Length && versions.Count < MaxVersions; at += 4)
        {
            var version = new QuicVersion(BinaryPrimitives.ReadUInt32BigEndian(value[at..]));
            if (!version.IsReserved) versions.Add(version.EveName);
        }

        return versions;
    }

    /// <inheritdoc/>
    public override void WriteTo(IFactWriter writer)
    {
        writer.Text("ua", _userAgent);
        writer.BeginObject("client_parameters");
        Write(writer, "max_idle_timeout", _maxIdleTimeout);
        Write(writer, "max_udp_payload_size", _maxUdpPayload);
        Write(writer, "initial_max_data", _initialMaxData);
        Write(writer, "initial_max_streams_bidi", _initialMaxStreams);
        Write(writer, "max_datagram_frame_size", _maxDatagram);
        writer.List("available_versions", _versions);
        writer.EndObject();
    }

    static void Write(IFactWriter writer, string name, long value)
    {
        if (value >= 0) writer.Number(name, value);
    }
}
