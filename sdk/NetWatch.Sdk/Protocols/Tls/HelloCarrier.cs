namespace NetWatch.Sdk.Protocols.Tls;

/// <summary>What a hello travelled in. The value is the letter that begins a JA4 fingerprint.</summary>
public enum HelloCarrier : byte
{
    /// <summary>TLS over TCP.</summary>
    Tls = (byte)'t',
    /// <summary>The CRYPTO stream of QUIC.</summary>
    Quic = (byte)'q',
    /// <summary>DTLS.</summary>
    Dtls = (byte)'d',
}
