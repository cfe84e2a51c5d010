using System.Globalization;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Facts;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.Tls;

/// <summary>The certificates of a Certificate message (RFC 5246 §7.4.2, RFC 8446 §4.4.2) in the detail tree.</summary>
static class CertificateDissection
{
    const int MaxCertificates = 32;
    const int MaxNamesShown = 100;

    internal static void Add(IDetailTree tree, DissectedMessage message)
    {
        var fields = new MessageTree(tree, message);
        AddList(ref fields, hasExtensions: false);
    }

    /// <summary>In TLS 1.3 a context stands in front, and extensions behind each certificate.</summary>
    internal static void AddOf13(IDetailTree tree, DissectedMessage message)
    {
        var fields = new MessageTree(tree, message);
        if (!fields.TryVector(1, out MessageTree context)) return;
        if (context.Remaining > 0) context.Note("Request context: " + MessageTree.Hex(context.Rest), context.Remaining);
        AddList(ref fields, hasExtensions: true);
    }

    static void AddList(ref MessageTree fields, bool hasExtensions)
    {
        if (!fields.TryVector(3, out MessageTree list)) return;
        if (list.Remaining == 0) list.Note("No certificate", 0);
        for (int count = 0; count < MaxCertificates && list.Remaining > 0; count++)
        {
            MessageTree start = list;
            if (!list.TryVector(3, out MessageTree certificate)) return;
            TlsCertificate? read = CertificateFacts.Create(certificate.Rest);
            string text = string.Create(CultureInfo.InvariantCulture, $"Certificate {count + 1}: {read?.Subject ?? "can't be read"}");
            start.Open(text, 3 + certificate.Remaining);
            if (read is not null) AddFields(certificate, read);
            start.Close();
            if (hasExtensions && !list.TryVector(2, out _)) return;
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
