using System.Runtime.InteropServices;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Protocols.Tls;

/// <summary>
/// The facts of certificates that were met lately. A server shows the same one on each of its connections, and all of them may share one
/// fact. Bounded: at most 512 certificates of at most 4 KiB. Any thread; make one for all analyzers of a protocol.
/// </summary>
public sealed class RecentCertificates
{
    const int Capacity = 512;
    const int MaxLength = 4 * 1024;

    // Entries are never changed, only replaced: a thread sees an old one or a new one.
    readonly Entry?[] _entries = new Entry?[Capacity];

    /// <summary>The fact of a certificate in DER, as <see cref="CertificateFacts.Create"/> makes it; null when the bytes are none.</summary>
    public TlsCertificate? Find(ReadOnlySpan<byte> der)
    {
        if (der.Length is < sizeof(ulong) or > MaxLength) return CertificateFacts.Create(der);
        // A certificate ends with its signature, which no other has.
        ref Entry? entry = ref _entries[(int)(MemoryMarshal.Read<ulong>(der[^sizeof(ulong)..]) % Capacity)];
        if (entry is { } known && der.SequenceEqual(known.Der)) return known.Fact;
        TlsCertificate? fact = CertificateFacts.Create(der);
        if (fact is not null) entry = new Entry(der.ToArray(), fact);
        return fact;
    }

    sealed class Entry(byte[] der, TlsCertificate fact)
    {
        internal byte[] Der { get; } = der;

        internal TlsCertificate Fact { get; } = fact;
    }
}
