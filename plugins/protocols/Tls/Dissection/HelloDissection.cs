using System.Globalization;
using NetWatch.Sdk.Protocols;
using NetWatch.Sdk.Protocols.Tls;

namespace NetWatch.Plugins.Tls;

/// <summary>The fields of both hellos (RFC 8446 §4.1) in the detail tree.</summary>
static class HelloDissection
{
    internal static void AddClient(IDetailTree tree, DissectedMessage message)
    {
        var fields = new MessageTree(tree, message);
        if (message.IsWhole && ClientHelloView.TryParse(message.Body.Span, out ClientHelloView hello) && hello.IsComplete)
            fields.Note("JA4: " + Ja4.Compute(hello, HelloCarrier.Tls), fields.Remaining);
        if (!AddCommon(ref fields)) return;
        fields.AddNumbers("Cipher suites", 2, CryptoNames.CipherSuite);
        AddCompression(ref fields);
        AddExtensions(ref fields, HandshakeType.ClientHello);
    }

    internal static void AddServer(IDetailTree tree, DissectedMessage message)
    {
        var fields = new MessageTree(tree, message);
        if (ServerHelloView.TryParse(message.Body.Span, out ServerHelloView hello))
        {
            if (hello.IsHelloRetryRequest) fields.Note("HelloRetryRequest: the client is asked for another hello", fields.Remaining);
            if (hello.LegacyVersion >> 8 == 0x7F)
            {
                AddDraftServer(ref fields);
                return;
            }
        }

        if (!AddCommon(ref fields)) return;
        fields.TryUInt16(out _, suite => "Cipher suite: " + CryptoNames.CipherSuite(suite));
        fields.TryByte(out _, method => string.Create(CultureInfo.InvariantCulture, $"Compression method: {method}"));
        AddExtensions(ref fields, HandshakeType.ServerHello);
    }

    /// <summary>EncryptedExtensions (RFC 8446 §4.3.1).</summary>
    internal static void AddExtensionsOf13(IDetailTree tree, DissectedMessage message)
    {
        var fields = new MessageTree(tree, message);
        AddExtensions(ref fields, HandshakeType.ServerHello);
    }

    // Up to draft 21 a ServerHello had neither session id nor compression method.
    static void AddDraftServer(ref MessageTree fields)
    {
        fields.TryUInt16(out _, version => "Version: " + CryptoNames.Version(version));
        fields.TryBytes("Random", 32);
        fields.TryUInt16(out _, suite => "Cipher suite: " + CryptoNames.CipherSuite(suite));
        AddExtensions(ref fields, HandshakeType.ServerHello);
    }

    static bool AddCommon(ref MessageTree fields)
    {
        if (!fields.TryUInt16(out _, version => "Version: " + CryptoNames.Version(version))) return false;
        if (!fields.TryBytes("Random", 32)) return false;
        MessageTree start = fields;
        if (!fields.TryVector(1, out MessageTree session) && session.Remaining == 0 && fields.Remaining == 0) return false;
        start.Note("Session id: " + MessageTree.Hex(session.Rest), 1 + session.Remaining);
        return true;
    }

    static void AddCompression(ref MessageTree fields)
    {
        MessageTree start = fields;
        if (fields.TryVector(1, out MessageTree methods))
            start.Note("Compression methods: " + MessageTree.Hex(methods.Rest), 1 + methods.Remaining);
    }

    static void AddExtensions(ref MessageTree fields, HandshakeType message)
    {
        if (fields.Remaining == 0) return;
        MessageTree start = fields;
        if (!fields.TryVector(2, out MessageTree extensions)) return;
        start.Open(string.Create(CultureInfo.InvariantCulture, $"Extensions, {extensions.Remaining} bytes"), 2 + extensions.Remaining);
        while (extensions.Remaining >= 4) ExtensionDissection.Add(ref extensions, message);
        start.Close();
    }
}
