using System.Globalization;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.Tls;

/// <summary>The certificates of a Certificate message up to TLS 1.2 (RFC 5246 §7.4.2) in the detail tree.</summary>
static class CertificateDissection
{
    const int MaxCertificates = 32;
    const int MaxNamesShown = 100;

    internal static void Add(IDetailTree tree, DissectedMessage message)
    {
        var fields = new MessageTree(tree, message);
        if (!fields.TryVector(3, out MessageTree list)) return;
        for (int count = 0; count < MaxCertificates && list.Remaining > 0; count++)
        {
            MessageTree start = list;
            if (!list.TryVector(3, out MessageTree certificate)) return;
            TlsCertificate? read = CertificateFacts.Create(certificate.Rest);
            string text = string.Create(CultureInfo.InvariantCulture, $"Certificate {count + 1}: {read?.Subject ?? "can't be read"}");
            start.Open(text, 3 + certificate.Remaining);
            if (read is not null) AddFields(certificate, read);
            start.Close();
        }
    }

    static void AddFields(MessageTree certificate, TlsCertificate read)
    {
        int length = certificate.Remaining;
        certificate.Note("Subject: " + read.Subject, length);
        certificate.Note("Issuer: " + read.Issuer, length);
        string validity = string.Create(
            CultureInfo.InvariantCulture, $"Valid: {read.NotBefore:yyyy-MM-dd HH:mm:ss} to {read.NotAfter:yyyy-MM-dd HH:mm:ss} UTC");
        certificate.Note(validity, length);
        certificate.Note("Serial number: " + read.Serial, length);
        certificate.Note("SHA-256: " + read.Sha256, length);
        foreach (string name in read.SubjectAltNames.Take(MaxNamesShown)) certificate.Note("Name: " + name, length);
    }
}
