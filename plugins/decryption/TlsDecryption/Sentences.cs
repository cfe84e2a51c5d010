using System.Globalization;
using NetWatch.Plugins.TlsDecryption.Ciphers;

namespace NetWatch.Plugins.TlsDecryption;

/// <summary>What is said of a connection.</summary>
static class Sentences
{
    internal const string Waiting = "The handshake is not complete.";
    internal const string Decrypted = "Decrypted.";
    internal const string NoKey = "No key for this ClientHello.";
    internal const string JoinedInTheMiddle = "Joined in the middle: the handshake was not captured.";
    internal const string NoClientHello = "The ClientHello is missing in the capture.";
    internal const string NoServerHello = "The ServerHello is missing in the capture.";
    internal const string WrongKey = "The logged secrets do not fit this connection.";
    internal const string Ssl3 = "SSL 3.0 and older are not supported.";
    internal const string Compressed = "Records are compressed in a way that is not supported.";
    internal const string NotTls = "No TLS handshake was found.";

    internal static string Unsupported(SuiteInfo suite) => $"Cipher suite {suite.Name} is not supported: {suite.Algorithm} is in no library here.";

    internal static string NoSuiteOf13(SuiteInfo suite) => $"Cipher suite {suite.Name} is none of TLS 1.3, which the ServerHello names.";

    internal static string LostTail(long offset, bool isClient) =>
        string.Create(CultureInfo.InvariantCulture, $"Decrypted, but bytes are missing at the end, after byte {offset} from the {(isClient ? "client" : "server")}.");

    internal static string Gap(long offset, bool isClient) =>
        string.Create(CultureInfo.InvariantCulture, $"Decrypted, with a gap at byte {offset} from the {(isClient ? "client" : "server")}.");
}
